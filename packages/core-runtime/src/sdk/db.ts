import { type Json, MozaiksError } from "@mozaiks/contracts";
import type { CollectionDefinition } from "../definition/collection.ts";
import type { CollectionApi } from "../definition/record-types.ts";
import { createRecord } from "../records/create-record.ts";
import { deleteRecord } from "../records/delete-record.ts";
import { writeOnce } from "../records/idempotency.ts";
import { inTransaction } from "../records/in-transaction.ts";
import { countRecords, getRecord, listRecords } from "../records/read-records.ts";
import { restoreRecord } from "../records/restore-record.ts";
import { updateRecord } from "../records/update-record.ts";
import { currentScope, type Scope } from "../scope/scope.ts";

/** The app's collections by name. An app augments it (`mozaiks.d.ts`, written by `mozaiks app dev`), so that `db.tasks` is typed. */
export interface Collections {}

export type Db = { readonly [Name in keyof Collections]: CollectionApi<Collections[Name]> } & {
  /**
   * Runs work that reads and writes as if alone: all of it is written, or nothing. It may run up to three times, so it must not
   * do anything else that cannot be repeated; it has 5 s.
   * @throws MozaiksError `transaction.failed` when it is nested, too slow, or others always came first.
   */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
};

/** The records of the tenant and user of the request, under the app's rules. @throws MozaiksError `scope.missing` outside of one. */
export const db: Db = new Proxy({} as Db, {
  get(_target, name) {
    if (typeof name !== "string") return undefined;
    return name === "transaction" ? transaction : collectionApi(name);
  },
});

async function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  const scope = currentScope();
  if (scope.transaction)
    throw new MozaiksError("transaction.failed", "Transactions do not nest: use the one that is open");
  return inTransaction(scope, () => work(db));
}

interface OnceRequest {
  readonly key: string | undefined;
  readonly route: string;
  readonly input: unknown;
  readonly status: number;
}

function collectionApi(name: string): CollectionApi<CollectionDefinition> {
  const path = `/api/${name}`;
  return {
    create: (data, { idempotencyKey: key } = {}) =>
      once({ key, route: `POST ${path}`, input: { body: data }, status: 201 }, (scope) =>
        createRecord(name, data, scope),
      ),
    get: async (id, { expand } = {}) => (await getRecord(name, id, { expand }, currentScope())) as never,
    list: async (options = {}) => (await listRecords(name, options, currentScope())) as never,
    update: (id, patch, { version, idempotencyKey: key } = {}) =>
      once({ key, route: `PATCH ${path}/${id}`, input: { body: patch, version }, status: 200 }, (scope) =>
        updateRecord(name, id, patch, { version }, scope),
      ),
    delete: (id, { version, idempotencyKey: key } = {}) =>
      once({ key, route: `DELETE ${path}/${id}`, input: { version }, status: 204 }, async (scope) => {
        await deleteRecord(name, id, { version }, scope);
        return null;
      }),
    restore: (id, { version, idempotencyKey: key } = {}) =>
      once({ key, route: `POST ${path}/${id}/restore`, input: { version }, status: 200 }, (scope) =>
        restoreRecord(name, id, { version }, scope),
      ),
    count: ({ filter } = {}) => countRecords(name, { filter }, currentScope()),
  };
}

/** A write of the current scope; with a key it is done once, and shares the key with the same request over REST. */
async function once<T>({ key, ...request }: OnceRequest, write: (scope: Scope) => Promise<Json>): Promise<T> {
  const scope = currentScope();
  if (key === undefined) return (await write(scope)) as T;
  return (await writeOnce({ ...request, key }, scope, write)).body as T;
}
