import { type Json, MozaiksError } from "@mozaiks/contracts";
import { hash } from "node:crypto";
import type { EngineTransaction } from "../data/data-engine.ts";
import type { Row } from "../data/row.ts";
import type { StoredCollection } from "../data/stored-collection.ts";
import { always, type Bound } from "../expression/expr.ts";
import type { Scope } from "../scope/scope.ts";
import { sortedByKey } from "../sorted-by-key.ts";
import { inTransaction } from "./in-transaction.ts";
import { idIs } from "./find-row.ts";

/** Answers by the key that their requests came with. A row's id is the hash of user, route and key. */
export const idempotencyCollection: StoredCollection = {
  name: "_idempotency",
  fields: [
    { name: "input_hash", type: { kind: "text" } },
    { name: "status", type: { kind: "integer" } },
    { name: "body", type: { kind: "json" } },
  ],
  indexes: [{ fields: ["created_at"], unique: false }],
};

const keptMs = 24 * 60 * 60 * 1000;
/** Expired answers that one new answer takes away. */
const purgedAtOnce = 10;

/** A request that is to be done once. */
export interface IdempotentRequest {
  /** 1 to 255 visible characters of ASCII, chosen by the client. */
  readonly key: string;
  /** Method and path. */
  readonly route: string;
  /** What the same key must come with again. */
  readonly input: unknown;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: Json;
}

/**
 * Does work once for a key of a tenant, user and route, and answers the same for 24 h. The answer is kept in the transaction of
 * the work, so that there is never one without the other; of duplicates that race one does the work. Failures are not kept.
 * @throws MozaiksError `idempotency.reused` when the key came with something else before.
 */
export function idempotently(
  { key, route, input }: IdempotentRequest,
  scope: Scope,
  work: (scope: Scope) => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  // What one stranger was answered, another one with the same key would be.
  if (!scope.user && scope.rules === "on")
    throw new MozaiksError("request.invalid", "An idempotency key is a user's; without signing in there is none");
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new MozaiksError("request.invalid", "An idempotency key has 1 to 255 visible characters of ASCII");
  const id = hash("sha256", JSON.stringify([scope.user?.id ?? null, route, key]));
  const inputHash = hash("sha256", JSON.stringify(sortedByKey(input)) ?? "");
  return inTransaction(scope, async (inner) => {
    const { transaction, kernel, tenant } = inner;
    if (!transaction) throw new TypeError("Idempotent work needs a transaction");
    const expiry = new Date(kernel.now().getTime() - keptMs).toISOString();
    const kept = await find(transaction, tenant, idIs(id));
    if (kept && kept.created_at > expiry) {
      if (kept["input_hash"] === inputHash) return { status: Number(kept["status"]), body: kept["body"] ?? null };
      throw new MozaiksError(
        "idempotency.reused",
        "This idempotency key came with another request before; take a new one",
      );
    }
    const answer = await work(inner);
    const now = kernel.now().toISOString();
    const row = { tenant, id, owner: null, version: 1, created_at: now, updated_at: now, deleted_at: null };
    const expired = await transaction.find({ ...question(tenant, isBefore(expiry)), limit: purgedAtOnce });
    const removed = new Map([...expired, ...(kept ? [kept] : [])].map((one) => [one.id, one]));
    const outcome = await transaction.apply([
      ...[...removed.values()].map(removal),
      {
        kind: "insert",
        collection: idempotencyCollection.name,
        row: { ...row, input_hash: inputHash, ...answer },
        guard: always,
      },
    ]);
    if ("refusal" in outcome)
      throw new MozaiksError("transaction.failed", "The same request is being answered; try again");
    return answer;
  });
}

const removal = ({ tenant, id, version }: Row) =>
  ({ kind: "remove", collection: idempotencyCollection.name, tenant, id, ifVersion: version, guard: always }) as const;

async function find(transaction: EngineTransaction, tenant: string, where: Bound): Promise<Row | undefined> {
  const [row] = await transaction.find({ ...question(tenant, where), limit: 1 });
  return row;
}

const question = (tenant: string, where: Bound) =>
  ({ collection: idempotencyCollection.name, tenant, where, deleted: "exclude", sort: [] }) as const;

function isBefore(time: string): Bound {
  const type = { kind: "datetime" } as const;
  const left = { kind: "field", name: "created_at", type } as const;
  return { op: "compare", how: "lte", left, right: { kind: "literal", value: time }, type };
}
