import { MozaiksError } from "@mozaiks/contracts";
import type { CompiledApp, CompiledCollection } from "../definition/compiled-app.ts";
import type { Operation as RuleKey } from "../definition/collection.ts";
import { invalidRequest } from "../records/item-error.ts";
import { getRecord, listRecords } from "../records/read-records.ts";
import type { WireRecord } from "../records/to-record.ts";
import { createRecord, deleteRecord, restoreRecord, updateRecord } from "../records/write-records.ts";
import type { Call, Operation } from "./operation.ts";
import { queryOf } from "./query.ts";

/** The REST operations of every collection. */
export function collectionOperations(app: CompiledApp): readonly Operation[] {
  return [...app.collections.values()].flatMap(operationsOf);
}

function operationsOf(collection: CompiledCollection): readonly Operation[] {
  const { name } = collection;
  const [many, one] = [`/api/${name}`, `/api/${name}/{id}`];
  const access = (rule: RuleKey) => (collection.rules.get(rule)?.isPublic ? ("public" as const) : ("user" as const));
  const common = { collection: name };
  return [
    {
      ...common,
      id: `${name}.list`,
      method: "GET",
      path: many,
      kind: "list",
      access: access("list"),
      summary: `Lists ${name}.`,
      async handle({ url, scope }) {
        const { limit, count, ...query } = queryOf(url, ["filter", "sort", "limit", "cursor", "expand", "count"]);
        return Response.json(
          await listRecords(name, { ...query, limit: wholeNumber(limit), count: isTrue(count) }, scope),
        );
      },
    },
    {
      ...common,
      id: `${name}.create`,
      method: "POST",
      path: many,
      kind: "create",
      access: access("create"),
      summary: `Creates one of ${name}.`,
      async handle({ url, body, scope }) {
        queryOf(url, []);
        const record = await createRecord(name, body, scope);
        return answer(record, { status: 201, headers: { location: `${many}/${record.id}` } });
      },
    },
    {
      ...common,
      id: `${name}.read`,
      method: "GET",
      path: one,
      kind: "read",
      access: access("read"),
      summary: `Gets one of ${name}.`,
      handle: async ({ url, params, scope }) =>
        answer(await getRecord(name, idIn(params), queryOf(url, ["expand"]), scope)),
    },
    {
      ...common,
      id: `${name}.update`,
      method: "PATCH",
      path: one,
      kind: "update",
      access: access("update"),
      summary: `Changes one of ${name}; what is left out stays, null clears.`,
      async handle({ url, params, body, scope, request }) {
        queryOf(url, []);
        return answer(await updateRecord(name, idIn(params), body, { version: ifMatch(request) }, scope));
      },
    },
    {
      ...common,
      id: `${name}.delete`,
      method: "DELETE",
      path: one,
      kind: "delete",
      access: access("delete"),
      summary: `Deletes one of ${name}.`,
      async handle({ url, params, scope, request }) {
        queryOf(url, []);
        await deleteRecord(name, idIn(params), { version: ifMatch(request) }, scope);
        return new Response(null, { status: 204 });
      },
    },
    ...(collection.definition.softDelete
      ? [
          {
            ...common,
            id: `${name}.restore`,
            method: "POST",
            path: `${one}/restore`,
            kind: "restore",
            access: access("delete"),
            summary: `Takes the deletion of one of ${name} back.`,
            async handle({ url, params, scope }: Call) {
              queryOf(url, []);
              return answer(await restoreRecord(name, idIn(params), scope));
            },
          } as const,
        ]
      : []),
  ];
}

function answer(record: WireRecord, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(record, { ...init, headers: { ...init.headers, etag: `"${Number(record["version"])}"` } });
}

const idIn = (params: Call["params"]): string => params["id"] ?? "";

/** The version in `If-Match: "3"`. */
function ifMatch(request: Request): number | undefined {
  const header = request.headers.get("if-match");
  if (header === null) return undefined;
  const [, version] = /^"(\d{1,15})"$/.exec(header.trim()) ?? [];
  if (version === undefined) throw new MozaiksError("request.invalid", 'If-Match takes the version in quotes: "3"');
  return Number(version);
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function isTrue(text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw invalidRequest([{ path: "?count", code: "type", message: "is true or false" }]);
}
