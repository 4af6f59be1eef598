/** What is measured. All rows belong to 100 users, and each request is one user's. */
export const operations = ["get", "list", "list+count", "create"] as const;
export type Operation = (typeof operations)[number];

/** The data that every target is filled with before each round. */
export const [users, rows] = [100, 10_000];

/** What a record is made of: the same for every target. */
export const sampleTask = (index: number) => ({
  title: `Water the plants in room ${index} before noon`,
  done: index % 3 === 0,
  priority: index % 6,
});

/** A server that has been filled. */
export interface OpenTarget extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** Heads and bodies as they are sent, in turns. */
  readonly requests: Readonly<Record<Operation, readonly string[]>>;
}

export interface Target {
  readonly name: string;
  /** Starts it on a fresh copy of its data. */
  open(): Promise<OpenTarget>;
}

export interface RequestParts {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly authorization: string;
  readonly body?: unknown;
}

export function toRequest({ method, path, authorization, body }: RequestParts): string {
  const text = body === undefined ? "" : JSON.stringify(body);
  const head = [`${method} ${path} HTTP/1.1`, "Host: 127.0.0.1", `Authorization: ${authorization}`];
  if (body !== undefined) head.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`);
  return `${head.join("\r\n")}\r\n\r\n${text}`;
}
