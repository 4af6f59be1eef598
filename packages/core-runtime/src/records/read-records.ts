import { MozaiksError } from "@mozaiks/contracts";
import type { Bound } from "../expression/expr.ts";
import { readerOf, type Scope } from "../scope/scope.ts";
import { type Access, accessTo, isNever } from "./access.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import { expandRecords, parseExpand } from "./expand.ts";
import { findRow, notFound } from "./find-row.ts";
import { both, parseFilter, parseLimit, parseSort } from "./parse-list.ts";
import { toRecord, type WireRecord } from "./to-record.ts";

export interface ListQuery {
  /** CEL, or an object of conditions. */
  readonly filter?: unknown;
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly expand?: string | undefined;
  readonly count?: boolean | undefined;
}

/** @throws MozaiksError `record.not-found` when it is foreign, unreadable, deleted or missing: nobody can tell which. */
export async function getRecord(
  name: string,
  id: string,
  { expand }: { expand?: string | undefined },
  scope: Scope,
): Promise<WireRecord> {
  const access = accessTo(name, scope);
  const paths = parseExpand(expand, access, scope);
  const row = await findRow(access, id, access.rule("read"), scope);
  if (!row) throw notFound();
  const [record] = await expandRecords([row], paths, access, scope);
  return record ?? toRecord(row, access);
}

/** @throws MozaiksError `request.invalid`, `cursor.invalid`; `record.forbidden` when no row could ever be seen. */
export async function listRecords(
  name: string,
  query: ListQuery,
  scope: Scope,
): Promise<{ items: readonly WireRecord[]; next_cursor: string | null; total?: number }> {
  const access = accessTo(name, scope);
  const [filter, sort, limit] = [
    parseFilter(query.filter, access),
    parseSort(query.sort, access),
    parseLimit(query.limit),
  ];
  const paths = parseExpand(query.expand, access, scope);
  const binding = { collection: name, tenant: access.tenant, user: scope.user?.id ?? null, filter: query.filter, sort };
  const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, binding);
  const plan = { ...countPlan(access, filter), sort, limit: limit + 1, ...(after && { after }) };
  const reader = readerOf(scope);
  const [rows, total] = await Promise.all([reader.find(plan), query.count ? reader.count(plan) : undefined]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: await expandRecords(page, paths, access, scope),
    next_cursor: last ? toCursor(last, binding) : null,
    ...(total !== undefined && { total }),
  };
}

export async function countRecords(name: string, { filter }: { filter?: unknown }, scope: Scope): Promise<number> {
  const access = accessTo(name, scope);
  return readerOf(scope).count(countPlan(access, parseFilter(filter, access)));
}

function countPlan(access: Access, filter: Bound) {
  const rule = access.rule("list");
  if (isNever(rule)) throw new MozaiksError("record.forbidden", "You may not list these records");
  return {
    collection: access.collection.name,
    tenant: access.tenant,
    where: both(rule, filter),
    deleted: "exclude" as const,
  };
}
