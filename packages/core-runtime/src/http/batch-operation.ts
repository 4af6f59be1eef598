import { isMozaiksError, type Json, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { idempotently } from "../records/idempotency.ts";
import { inTransaction } from "../records/in-transaction.ts";
import type { Scope } from "../scope/scope.ts";
import { type CollectionAnswer, type CollectionOperation, parseIfMatch } from "./collection-operation.ts";
import { kernelOperation } from "./kernel-operation.ts";
import type { Operation } from "./operation.ts";

const maxOperations = 100;

const BatchStep = z.strictObject({
  method: z.enum(["GET", "POST", "PATCH", "DELETE"]),
  /** A path with its parameters: `/api/tasks/0190…`, `/api/tasks?limit=5`. */
  path: z.string().startsWith("/").max(4096),
  body: z.unknown().optional(),
  /** The version, as a number or as in the header `If-Match`: `"\"3\""`. */
  if_match: z.union([z.int().positive(), z.string()]).optional(),
});
type BatchStep = z.output<typeof BatchStep>;

const Batch = z.strictObject({ operations: z.array(BatchStep).min(1) });

const BatchAnswer = z.object({ results: z.array(z.object({ status: z.int(), body: z.unknown() })) });

/** Several operations on records as one: all of them are done, or none. */
export function batchOperation(operations: readonly CollectionOperation[]): Operation {
  return kernelOperation({
    id: "batch",
    method: "POST",
    path: "/api/batch",
    summary: `Does up to ${maxOperations} operations on records, all of them or none.`,
    access: "public",
    body: Batch,
    output: BatchAnswer,
    async handle({ body: { operations: steps }, scope, request }) {
      if (steps.length > maxOperations)
        throw new MozaiksError(
          "request.too-many-operations",
          `A batch has at most ${maxOperations} operations, not ${steps.length}`,
        );
      const key = request.headers.get("idempotency-key");
      const work = (inner: Scope) => runAll(steps, operations, inner);
      const answer =
        key === null
          ? await work(scope)
          : await idempotently({ key, route: "POST /api/batch", input: steps }, scope, work);
      return { body: answer.body as z.input<typeof BatchAnswer> };
    },
  });
}

async function runAll(
  steps: readonly BatchStep[],
  operations: readonly CollectionOperation[],
  scope: Scope,
): Promise<CollectionAnswer> {
  const results = await inTransaction(scope, async (inner) => {
    const answers: CollectionAnswer[] = [];
    for (const [index, step] of steps.entries()) answers.push(await runStep(step, index, operations, inner));
    return answers;
  });
  return { status: 200, body: { results: results as unknown as Json } };
}

/** One step; what is wrong with it says which one it was. */
async function runStep(
  { method, path, body, if_match }: BatchStep,
  index: number,
  operations: readonly CollectionOperation[],
  scope: Scope,
): Promise<CollectionAnswer> {
  try {
    const [pathname = "", query = ""] = path.split(/\?(.*)/s);
    const found = findOperation(operations, method, pathname);
    if (!found)
      throw new MozaiksError("route.not-found", `A batch does operations on records; ${method} ${pathname} is none`);
    if (found.operation.access === "user" && !scope.user) throw new MozaiksError("auth.required");
    const input = { id: found.id, query: new URLSearchParams(query), body, version: toVersion(if_match) };
    return await found.operation.run(input, scope);
  } catch (thrown) {
    if (!isMozaiksError(thrown)) throw thrown;
    const members = { ...thrown.members, index };
    throw new MozaiksError(thrown.code, thrown.message, { cause: thrown, members });
  }
}

const toVersion = (given: BatchStep["if_match"]): number | undefined =>
  typeof given === "number" ? given : parseIfMatch(given);

function findOperation(
  operations: readonly CollectionOperation[],
  method: string,
  pathname: string,
): { operation: CollectionOperation; id: string } | undefined {
  const [, api, collection = "", id, verb, ...more] = pathname.split("/");
  const shape = `/${api}/${collection}${id === undefined ? "" : "/{id}"}${verb === undefined ? "" : `/${verb}`}`;
  const operation = operations.find((one) => one.method === method && one.path === shape);
  return operation && more.length === 0 ? { operation, id: decoded(id ?? "") } : undefined;
}

/** An id that cannot be decoded is one that no record has. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
