import { type Json, MozaiksError } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import { withValues } from "../expression/bind.ts";
import { allOf, always, type Bound, isConstant } from "../expression/expr.ts";
import { readerOf, type Scope } from "../scope/scope.ts";
import { type Access, accessTo } from "./access.ts";
import { applyWrites, type PlannedWrite } from "./apply-writes.ts";
import { invalidRequest } from "./item-error.ts";
import { type ParsedData, parseData } from "./parse-data.ts";
import { findRow, idIs, notFound } from "./read-records.ts";
import { removalOf } from "./removal.ts";
import { toRecord, type WireRecord } from "./to-record.ts";

/** Times a write begins anew because the record was changed between reading and writing it. */
const attempts = 8;

/** @throws MozaiksError `request.invalid`, `record.forbidden`, `record.conflict`, `reference.not-found`. */
export async function createRecord(name: string, data: unknown, scope: Scope): Promise<WireRecord> {
  const access = accessTo(name, scope);
  const rule = access.rule("create");
  if (isConstant(rule) && !rule.value) throw forbidden("create records here");
  if (access.tenant === "")
    throw new MozaiksError("auth.required", "These records belong to an organization; sign in first");
  const parsed = parseData(access.collection, data, "whole");
  const now = scope.kernel.now().toISOString();
  const planned: Row = {
    ...parsed.values,
    tenant: access.tenant,
    id: scope.kernel.newId(),
    owner: ownerOf(parsed, access, scope) ?? scope.user?.id ?? null,
    version: 1,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  const given = new Set(Object.keys(data as object));
  refuseReadOnly(access, planned, (field) => given.has(field));
  const row = await beforeWrite(access, planned, null, "create", scope);
  const guard = withValues(rule, row);
  if (isConstant(guard) && !guard.value) throw forbidden("create this record");
  const requires = [...referencesOf(access, row, null, scope), ...ownerCheck(access, row, null, scope)];
  const changes = await applyWrites([...requires, { write: { kind: "insert", collection: name, row, guard } }], scope);
  if (changes === "stale") throw forbidden("create this record");
  return toRecord(row, access);
}

export interface UpdateOptions {
  /** The version that the record must still have. */
  readonly version?: number | undefined;
}

/** @throws MozaiksError `record.not-found`, `record.forbidden`, `record.version-conflict`, and what a create can answer. */
export async function updateRecord(
  name: string,
  id: string,
  patch: unknown,
  { version }: UpdateOptions,
  scope: Scope,
): Promise<WireRecord> {
  const access = accessTo(name, scope);
  const parsed = parseData(access.collection, patch, "patch");
  return retried(async () => {
    const old = await rowToChange(access, id, "update", version, scope);
    const owner = ownerOf(parsed, access, scope, old.owner) ?? old.owner;
    refuseReadOnly(access, old, (field) => field in parsed.values);
    const changed: Row = { ...old, ...parsed.values, owner, ...nextVersion(old, scope) };
    const row = await beforeWrite(access, changed, old, "update", scope);
    const onNew = withValues(access.rule("update"), row);
    if (isConstant(onNew) && !onNew.value) throw forbidden("change this record so");
    const guard = allOf([access.rule("update"), onNew]);
    const requires = [...referencesOf(access, row, old, scope), ...ownerCheck(access, row, old, scope)];
    const changes = await applyWrites(
      [...requires, { write: { kind: "update", collection: name, row, ifVersion: old.version, guard } }],
      scope,
    );
    if (changes !== "stale") return toRecord(row, access);
    const now = await findRow(access, id, always, scope);
    if (now?.version === old.version) throw forbidden("change this record so");
    return undefined;
  });
}

/** Removes a record, or marks it as deleted where the collection keeps deleted ones. */
export async function deleteRecord(name: string, id: string, { version }: UpdateOptions, scope: Scope): Promise<void> {
  const access = accessTo(name, scope);
  await retried(async () => {
    const old = await rowToChange(access, id, "delete", version, scope);
    return removalOf(access, old, access.rule("delete"), scope);
  });
}

/** Takes a deletion back. @throws MozaiksError `record.not-found` when there is no deleted record that could be read. */
export async function restoreRecord(name: string, id: string, scope: Scope): Promise<WireRecord> {
  const access = accessTo(name, scope);
  if (!access.collection.definition.softDelete) throw notFound();
  return retried(async () => {
    const old = await findRow(access, id, access.rule("read"), scope, "only");
    if (!old) throw notFound();
    if (!(await fulfils(access, old, access.rule("delete"), scope, "only"))) throw forbidden("restore this record");
    const row = await beforeWrite(
      access,
      { ...old, deleted_at: null, ...nextVersion(old, scope) },
      old,
      "restore",
      scope,
    );
    const write = {
      kind: "update",
      collection: name,
      row,
      ifVersion: old.version,
      guard: access.rule("delete"),
    } as const;
    const changes = await applyWrites([...referencesOf(access, row, null, scope), { write }], scope);
    return changes === "stale" ? undefined : toRecord(row, access);
  });
}

async function retried<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < attempts; count += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new MozaiksError("record.version-conflict", "The record is being changed by many others; try again");
}

/** The row as it is, when this principal may read it and do this with it. */
async function rowToChange(
  access: Access,
  id: string,
  operation: "update" | "delete",
  version: number | undefined,
  scope: Scope,
): Promise<Row> {
  const old = await findRow(access, id, access.rule("read"), scope);
  if (!old) throw notFound();
  if (!(await fulfils(access, old, access.rule(operation), scope))) throw forbidden(`${operation} this record`);
  if (version !== undefined && version !== old.version)
    throw new MozaiksError("record.version-conflict", `The record has version ${old.version}, not ${version}`, {
      members: { current_version: old.version },
    });
  return old;
}

/** Whether a row fulfils a rule; what looks at other records is asked of the store. */
async function fulfils(
  access: Access,
  row: Row,
  rule: Bound,
  scope: Scope,
  deleted: "exclude" | "only" = "exclude",
): Promise<boolean> {
  const open = withValues(rule, row);
  if (isConstant(open)) return open.value;
  const where = allOf([idIs(row.id), open]);
  return (
    (await readerOf(scope).count({ collection: access.collection.name, tenant: access.tenant, where, deleted })) > 0
  );
}

function nextVersion(old: Row, { kernel }: Scope) {
  return { version: old.version + 1, updated_at: kernel.now().toISOString() };
}

/** Who is asked to own the record. */
function ownerOf(
  { owner }: ParsedData,
  { collection }: Access,
  { user, rules }: Scope,
  old?: string | null,
): string | undefined {
  if (owner === undefined || owner === old || rules !== "on") return owner;
  const isOwn = owner === user?.id && old === undefined;
  if (isOwn || collection.definition.ownerAssignable) return owner;
  throw invalidRequest([{ path: "/owner", code: "read-only", message: "must be your own id" }]);
}

function ownerCheck(
  { collection }: Access,
  row: Row,
  old: Row | null,
  { tenant, user }: Scope,
): readonly PlannedWrite[] {
  if (row.owner === null || row.owner === old?.owner || row.owner === user?.id || collection.isGlobal) return [];
  return [{ path: "/owner", write: { kind: "require", collection: "users", tenant, id: row.owner, where: always } }];
}

function refuseReadOnly(access: Access, row: Row, isGiven: (field: string) => boolean): void {
  const errors = access.collection.fields
    .filter((field) => isGiven(field.name) && !access.isWritable(field, row))
    .map(({ name }) => ({ path: `/${name}`, code: "read-only" as const, message: "may not be set by you" }));
  if (errors.length > 0) throw invalidRequest(errors);
}

/** Each record that is newly referred to must exist in the tenant, and be one that this principal may read. */
function referencesOf(access: Access, row: Row, old: Row | null, scope: Scope): readonly PlannedWrite[] {
  return access.collection.fields.flatMap(({ name, type }): readonly PlannedWrite[] => {
    const target = type.kind === "list" ? type.item : type;
    if (target.kind !== "reference") return [];
    const before = new Set(idsIn(old?.[name] ?? null));
    const to = target.collection === "users" ? undefined : accessTo(target.collection, scope);
    return idsIn(row[name] ?? null)
      .filter((id) => !before.has(id))
      .map((id) => ({
        path: `/${name}`,
        write: {
          kind: "require",
          collection: target.collection,
          tenant: to?.tenant ?? scope.tenant,
          id,
          where: to?.rule("read") ?? always,
        },
      }));
  });
}

function idsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
}

async function beforeWrite(
  access: Access,
  row: Row,
  old: Row | null,
  operation: "create" | "update" | "restore",
  scope: Scope,
): Promise<Row> {
  const hook = access.collection.definition.hooks?.beforeWrite;
  if (!hook) return row;
  const all = accessTo(access.collection.name, { ...scope, rules: { off: "hook" } });
  const next = await hook(toRecord(row, all), old && toRecord(old, all), {
    operation,
    user: scope.user,
    now: scope.kernel.now(),
  });
  if (!next) return row;
  const own = Object.fromEntries(access.collection.fields.map(({ name }) => [name, next[name] ?? null]));
  return { ...row, ...parseData(access.collection, own, "whole").values };
}

function forbidden(what: string): MozaiksError {
  return new MozaiksError("record.forbidden", `You may not ${what}`);
}
