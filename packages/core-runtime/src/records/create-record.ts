import { MozaiksError } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import { withValues } from "../expression/bind.ts";
import type { Scope } from "../scope/scope.ts";
import { accessTo, isNever } from "./access.ts";
import { applyWrites } from "./apply-writes.ts";
import { beforeWrite } from "./before-write.ts";
import { checkTogether, parseData, refuseReadOnly } from "./parse-data.ts";
import { ownerCheck, ownerOf } from "./record-owner.ts";
import { referenceChecks } from "./reference-checks.ts";
import { forbidden } from "./row-to-change.ts";
import { toRecord, type WireRecord } from "./to-record.ts";

/**
 * Creates a record; the rule is asked of the record as it is stored, hooks included.
 * @throws MozaiksError `request.invalid`, `record.forbidden`, `record.conflict`, `reference.not-found`.
 */
export async function createRecord(name: string, data: unknown, scope: Scope): Promise<WireRecord> {
  const access = accessTo(name, scope);
  if (access.tenant === "")
    throw new MozaiksError("auth.required", "These records belong to an organization; sign in first");
  const parsed = parseData(access.collection, data, "whole");
  const owner = ownerOf(parsed.owner, access, scope, null);
  const rule = access.rule("create");
  if (isNever(rule)) throw forbidden("create records here");
  const now = scope.kernel.now().toISOString();
  const planned: Row = {
    ...parsed.values,
    tenant: access.tenant,
    id: scope.kernel.newId(),
    owner,
    version: 1,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  refuseReadOnly(access, planned, data as object);
  const row = await beforeWrite(name, planned, null, "create", scope);
  checkTogether(access.collection, row);
  const guard = withValues(rule, row);
  if (isNever(guard)) throw forbidden("create this record");
  const checks = [...referenceChecks(access, row, null, scope), ...ownerCheck(access, row, null, scope)];
  const record = toRecord(row, access);
  const write = { kind: "insert", collection: name, row, guard } as const;
  const changes = await applyWrites([...checks, { write }], record, scope);
  if (changes === "stale") throw forbidden("create this record");
  return record;
}
