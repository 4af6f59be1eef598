import type { Row } from "../data/row.ts";
import { withValues } from "../expression/bind.ts";
import { allOf, always } from "../expression/expr.ts";
import type { Scope } from "../scope/scope.ts";
import { accessTo, isNever } from "./access.ts";
import { applyWrites } from "./apply-writes.ts";
import { beforeWrite } from "./before-write.ts";
import { findRow } from "./find-row.ts";
import { checkTogether, parseData, refuseReadOnly } from "./parse-data.ts";
import { ownerCheck, ownerOf } from "./record-owner.ts";
import { referenceChecks } from "./reference-checks.ts";
import { retried } from "./retried.ts";
import { forbidden, nextVersion, rowToChange, type WriteOptions } from "./row-to-change.ts";
import { toRecord, type WireRecord } from "./to-record.ts";

/**
 * Changes what a patch names. The rule is asked of the record as it was, inside the statement that writes, and of the record as
 * it becomes: nobody can take what is not theirs, nor give away what would not be.
 * @throws MozaiksError `record.not-found`, `record.forbidden`, `record.version-conflict`, and what a create can answer.
 */
export async function updateRecord(
  name: string,
  id: string,
  patch: unknown,
  options: WriteOptions,
  scope: Scope,
): Promise<WireRecord> {
  const access = accessTo(name, scope);
  const parsed = parseData(access.collection, patch, "patch");
  const rule = access.rule("update");
  return retried(scope, async (inner) => {
    const old = await rowToChange(access, id, "update", options, inner);
    refuseReadOnly(access, old, parsed.values);
    const owner = ownerOf(parsed.owner, access, inner, old);
    const changed: Row = { ...old, ...parsed.values, owner, ...nextVersion(old, inner) };
    const row = await beforeWrite(name, changed, old, "update", inner);
    checkTogether(access.collection, row);
    const onNew = withValues(rule, row);
    if (isNever(onNew)) throw forbidden("change this record so");
    const checks = [...referenceChecks(access, row, old, inner), ...ownerCheck(access, row, old, inner)];
    const guard = allOf([rule, onNew]);
    const write = { kind: "update", collection: name, row, ifVersion: old.version, guard } as const;
    const record = toRecord(row, access);
    const changes = await applyWrites([...checks, { write }], record, inner);
    if (changes !== "stale") return record;
    const now = await findRow(access, id, always, inner);
    if (now?.version === old.version) throw forbidden("change this record so");
    return undefined;
  });
}
