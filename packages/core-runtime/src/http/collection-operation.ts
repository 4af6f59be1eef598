import { MozaiksError } from "@mozaiks/contracts";
import type { Json } from "@mozaiks/contracts";
import { writeOnce } from "../records/idempotency.ts";
import type { Scope } from "../scope/scope.ts";
import type { Call, Operation } from "./operation.ts";

export type CollectionOperationKind = "list" | "create" | "read" | "update" | "delete" | "restore";

/** What an operation of a collection is asked, whether in a request of its own or in a batch. */
export interface CollectionInput {
  /** Empty where the path has none. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The version that the record must still have. */
  readonly version: number | undefined;
}

export interface CollectionAnswer {
  readonly status: number;
  /** A record or a page; null without one. */
  readonly body: Json;
}

/** An operation on the records of a collection. */
export interface CollectionOperation extends Operation {
  readonly kind: CollectionOperationKind;
  readonly collection: string;
  run(input: CollectionInput, scope: Scope): Promise<CollectionAnswer>;
}

/** The operation over HTTP: `If-Match`, `ETag`, `Location` and `Idempotency-Key`. */
export function collectionOperation(given: Omit<CollectionOperation, "handle">): CollectionOperation {
  return {
    ...given,
    async handle(call) {
      const input = {
        id: call.params["id"] ?? "",
        query: call.url.searchParams,
        body: call.body,
        version: parseIfMatch(call.request.headers.get("if-match")),
      };
      const key = given.method === "GET" ? null : call.request.headers.get("idempotency-key");
      const answer = key === null ? await given.run(input, call.scope) : await runOnce(given, input, key, call);
      return toResponse(answer, given.path);
    },
  };
}

function runOnce(
  operation: Omit<CollectionOperation, "handle">,
  input: CollectionInput,
  key: string,
  { scope }: Call,
): Promise<CollectionAnswer> {
  const route = `${operation.method} ${operation.path.replace("{id}", input.id)}`;
  const { body, version } = input;
  const status = operation.kind === "create" ? 201 : operation.kind === "delete" ? 204 : 200;
  const write = async (inner: Scope) => (await operation.run(input, inner)).body;
  return writeOnce({ key, route, input: { body, version }, status }, scope, write);
}

function toResponse({ status, body }: CollectionAnswer, path: string): Response {
  if (body === null) return new Response(null, { status });
  const headers: Record<string, string> = { "content-type": "application/json" };
  const { id, version } = body as { id?: string; version?: number };
  if (version !== undefined) headers["etag"] = `"${version}"`;
  if (status === 201 && id !== undefined) headers["location"] = `${path}/${id}`;
  return new Response(JSON.stringify(body), { status, headers });
}

/** The version in `If-Match: "3"`; `*` is any. @throws MozaiksError `request.invalid`. */
export function parseIfMatch(header: string | null | undefined): number | undefined {
  if (header === null || header === undefined || header.trim() === "*") return undefined;
  const [, version] = /^"(\d{1,15})"$/.exec(header.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw new MozaiksError("request.invalid", 'If-Match takes the version of the record in quotes: "3"');
}
