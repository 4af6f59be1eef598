import type { Scope } from "../scope/scope.ts";
import { accessTo } from "./access.ts";
import { applyWrites } from "./apply-writes.ts";
import { beforeWrite } from "./before-write.ts";
import { notFound } from "./find-row.ts";
import { referenceChecks } from "./reference-checks.ts";
import { retried } from "./retried.ts";
import { nextVersion, rowToChange, type WriteOptions } from "./row-to-change.ts";
import { toRecord, type WireRecord } from "./to-record.ts";

/**
 * Takes a deletion back, by the rule of deleting. What the deletion took along or cleared stays so.
 * @throws MozaiksError `record.not-found` when there is no deleted record that could be read, `record.forbidden`,
 * `record.conflict` when another record has its unique values by now, `reference.not-found`.
 */
export async function restoreRecord(
  name: string,
  id: string,
  options: WriteOptions,
  scope: Scope,
): Promise<WireRecord> {
  const access = accessTo(name, scope);
  if (!access.collection.definition.softDelete) throw notFound();
  return retried(scope, async (inner) => {
    const old = await rowToChange(access, id, "restore", options, inner);
    const back = { ...old, deleted_at: null, ...nextVersion(old, inner) };
    const row = await beforeWrite(name, back, old, "restore", inner);
    const guard = access.rule("delete");
    const write = { kind: "update", collection: name, row, ifVersion: old.version, guard } as const;
    const record = toRecord(row, access);
    const changes = await applyWrites([...referenceChecks(access, row, null, inner), { write }], record, inner);
    return changes === "stale" ? undefined : record;
  });
}
