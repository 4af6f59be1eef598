import type { Json } from "@mozaiks/contracts";
import type { Operation as RuleKey } from "../definition/collection.ts";
import type { CompiledApp, CompiledCollection } from "../definition/compiled-app.ts";
import { invalidRequest } from "../records/item-error.ts";
import { getRecord, listRecords } from "../records/read-records.ts";
import { restoreRecord } from "../records/restore-record.ts";
import { createRecord } from "../records/create-record.ts";
import { deleteRecord } from "../records/delete-record.ts";
import { updateRecord } from "../records/update-record.ts";
import { type CollectionOperation, collectionOperation } from "./collection-operation.ts";
import { queryOf } from "./query.ts";

/** The REST operations of every collection. */
export function collectionOperations(app: CompiledApp): readonly CollectionOperation[] {
  return [...app.collections.values()].flatMap(operationsOf);
}

function operationsOf(collection: CompiledCollection): readonly CollectionOperation[] {
  const { name } = collection;
  const [many, one] = [`/api/${name}`, `/api/${name}/{id}`];
  const access = (rule: RuleKey) => (collection.rules.get(rule)?.isPublic ? ("public" as const) : ("user" as const));
  const common = { collection: name };
  const list = collectionOperation({
    ...common,
    id: `${name}.list`,
    method: "GET",
    path: many,
    kind: "list",
    access: access("list"),
    summary: `Lists ${name}.`,
    async run({ query }, scope) {
      const { limit, count, ...rest } = queryOf(query, ["filter", "sort", "limit", "cursor", "expand", "count"]);
      const page = await listRecords(name, { ...rest, limit: wholeNumber(limit), count: isTrue(count) }, scope);
      return { status: 200, body: page as unknown as Json };
    },
  });
  const create = collectionOperation({
    ...common,
    id: `${name}.create`,
    method: "POST",
    path: many,
    kind: "create",
    access: access("create"),
    summary: `Creates one of ${name}.`,
    async run({ query, body }, scope) {
      queryOf(query, []);
      return { status: 201, body: await createRecord(name, body, scope) };
    },
  });
  const read = collectionOperation({
    ...common,
    id: `${name}.read`,
    method: "GET",
    path: one,
    kind: "read",
    access: access("read"),
    summary: `Gets one of ${name}.`,
    run: async ({ id, query }, scope) => ({
      status: 200,
      body: await getRecord(name, id, queryOf(query, ["expand"]), scope),
    }),
  });
  const update = collectionOperation({
    ...common,
    id: `${name}.update`,
    method: "PATCH",
    path: one,
    kind: "update",
    access: access("update"),
    summary: `Changes one of ${name}; what is left out stays, null clears.`,
    async run({ id, query, body, version }, scope) {
      queryOf(query, []);
      return { status: 200, body: await updateRecord(name, id, body, { version }, scope) };
    },
  });
  const remove = collectionOperation({
    ...common,
    id: `${name}.delete`,
    method: "DELETE",
    path: one,
    kind: "delete",
    access: access("delete"),
    summary: `Deletes one of ${name}.`,
    async run({ id, query, version }, scope) {
      queryOf(query, []);
      await deleteRecord(name, id, { version }, scope);
      return { status: 204, body: null };
    },
  });
  const restore = collectionOperation({
    ...common,
    id: `${name}.restore`,
    method: "POST",
    path: `${one}/restore`,
    kind: "restore",
    access: access("delete"),
    summary: `Takes the deletion of one of ${name} back.`,
    async run({ id, query, version }, scope) {
      queryOf(query, []);
      return { status: 200, body: await restoreRecord(name, id, { version }, scope) };
    },
  });
  return [list, create, read, update, remove, ...(collection.definition.softDelete ? [restore] : [])];
}

/** NaN for what is no whole number, which is refused where the limit is checked. */
function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function isTrue(text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw invalidRequest([{ path: "?count", code: "type", message: "is true or false" }]);
}
