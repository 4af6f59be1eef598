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

/** A problem as text, without the one thing that differs between requests. */
export function withoutInstance({ status, body }: Answer): string {
  const { instance, ...rest } = body as Record<string, unknown>;
  return JSON.stringify([status, typeof instance, rest]);
}

/** Somebody who is not signed in. */
export const anonymous = (app: { fetch(request: Request): Promise<Response> }): Pick<TestPerson, "fetch"> => ({
  fetch(path, init) {
    const request = new Request(new URL(path, "http://app.test"), init);
    if (init?.body !== undefined) request.headers.set("content-type", "application/json");
    return app.fetch(request);
  },
});
