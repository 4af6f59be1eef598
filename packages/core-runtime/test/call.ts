import type { TestPerson } from "@mozaiks/core-runtime/testing";

export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
  readonly body: any;
  readonly headers: Headers;
}

/** Asks and reads the answer: `call(ann, "POST /api/tasks", {title: "a"})`. */
export async function call(
  person: Pick<TestPerson, "fetch">,
  request: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const [method = "", path = ""] = request.split(" ");
  const given = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await person.fetch(path, { method, headers, ...given });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
}
