import { MozaiksError } from "@mozaiks/contracts";
import type { Change } from "../data/data-engine.ts";
import type { CollectionDefinition } from "../definition/collection.ts";
import type { CollectionApi } from "../definition/record-types.ts";
import { afterCommit } from "../records/apply-writes.ts";
import { countRecords, getRecord, listRecords } from "../records/read-records.ts";
import { createRecord, deleteRecord, restoreRecord, updateRecord } from "../records/write-records.ts";
import { currentScope, runInScope } from "../scope/scope.ts";

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
  let committed: Change[] = [];
  const result = await scope.kernel.engine.transaction((engineTransaction) => {
    committed = [];
    return runInScope({ ...scope, transaction: engineTransaction, committed }, () => work(db));
  }, scope.signal);
  await afterCommit(committed, scope);
  return result;
}

function collectionApi(name: string): CollectionApi<CollectionDefinition> {
  return {
    create: async (data) => (await createRecord(name, data, currentScope())) as never,
    get: async (id, { expand } = {}) => (await getRecord(name, id, { expand }, currentScope())) as never,
    list: async (options = {}) => (await listRecords(name, options, currentScope())) as never,
    update: async (id, patch, { version } = {}) =>
      (await updateRecord(name, id, patch, { version }, currentScope())) as never,
    delete: (id, { version } = {}) => deleteRecord(name, id, { version }, currentScope()),
    restore: async (id) => (await restoreRecord(name, id, currentScope())) as never,
    count: ({ filter } = {}) => countRecords(name, { filter }, currentScope()),
  };
}
