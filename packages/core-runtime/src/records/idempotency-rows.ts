import { type Json, MozaiksError } from "@mozaiks/contracts";
import { hash } from "node:crypto";
import type { DataReader, Write } from "../data/data-engine.ts";
import type { Row } from "../data/row.ts";
import type { StoredCollection } from "../data/stored-collection.ts";
import { always, type Bound } from "../expression/expr.ts";
import type { Scope } from "../scope/scope.ts";
import { sortedByKey } from "../sorted-by-key.ts";
import { idIs } from "./find-row.ts";

/** Answers by the key that their requests came with. A row's id is the hash of user, route and key. */
export const idempotencyCollection: StoredCollection = {
  name: "_idempotency",
  fields: [
    { name: "input_hash", type: { kind: "text" } },
    /** Null while the request is being answered. */
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

/** Where the answer to a request is kept. @throws MozaiksError `request.invalid` for a key that is none. */
export function placeOf({ key, route, input }: IdempotentRequest, { tenant, user, rules }: Scope) {
  // What one stranger was answered, another one with the same key would be.
  if (!user && rules === "on")
    throw new MozaiksError("request.invalid", "An idempotency key is a user's; without signing in there is none");
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new MozaiksError("request.invalid", "An idempotency key has 1 to 255 visible characters of ASCII");
  return {
    tenant,
    id: hash("sha256", JSON.stringify([user?.id ?? null, route, key])),
    inputHash: hash("sha256", JSON.stringify(sortedByKey(input)) ?? ""),
  };
}

export type IdempotencyPlace = ReturnType<typeof placeOf>;

/** What is stored at a place: the answer, or a row whose time is over and that makes room for one. */
export interface Found {
  readonly answer?: Row;
  readonly expired?: Row;
}

/** Looks for an answer. @throws MozaiksError `idempotency.reused` when it belongs to other input. */
export async function findKept(
  { tenant, id, inputHash }: IdempotencyPlace,
  reader: DataReader,
  { kernel }: Scope,
): Promise<Found> {
  const [row] = await reader.find({ ...question(tenant, idIs(id)), limit: 1 });
  if (!row) return {};
  if (row.created_at <= expiryOf(kernel.now())) return { expired: row };
  if (row["input_hash"] === inputHash) return { answer: row };
  throw new MozaiksError("idempotency.reused", "This idempotency key came with another request before; take a new one");
}

/** A row that keeps an answer, or with null that there will be one; and the writes that put it in the place of an expired one. */
export function keeping(
  { tenant, id, inputHash }: IdempotencyPlace,
  { expired }: Found,
  answer: KeptAnswer | null,
  { kernel }: Scope,
): { readonly row: Row; readonly writes: readonly Write[] } {
  const now = kernel.now().toISOString();
  const own = { tenant, id, owner: null, version: 1, created_at: now, updated_at: now, deleted_at: null };
  const row: Row = { ...own, input_hash: inputHash, ...(answer ?? { status: null, body: null }) };
  const insert = { kind: "insert", collection: idempotencyCollection.name, row, guard: always } as const;
  return { row, writes: [...(expired ? [removalOf(expired)] : []), insert] };
}

/** Takes some expired answers of the tenant away; others may do the same meanwhile. */
export async function purgeExpired({ kernel, tenant, transaction }: Scope): Promise<void> {
  const store = transaction ?? kernel.engine;
  const where = isBefore(expiryOf(kernel.now()));
  const expired = await store.find({ ...question(tenant, where), limit: purgedAtOnce });
  if (expired.length > 0) await store.apply(expired.map(removalOf));
}

export const toKeptAnswer = (row: Row): KeptAnswer => ({ status: Number(row["status"]), body: row["body"] ?? null });

export const removalOf = ({ tenant, id, version }: Row): Write => ({
  kind: "remove",
  collection: idempotencyCollection.name,
  tenant,
  id,
  ifVersion: version,
  guard: always,
});

const expiryOf = (now: Date): string => new Date(now.getTime() - keptMs).toISOString();

const question = (tenant: string, where: Bound) =>
  ({ collection: idempotencyCollection.name, tenant, where, deleted: "exclude", sort: [] }) as const;

function isBefore(time: string): Bound {
  const type = { kind: "datetime" } as const;
  const left = { kind: "field", name: "created_at", type } as const;
  return { op: "compare", how: "lte", left, right: { kind: "literal", value: time }, type };
}
