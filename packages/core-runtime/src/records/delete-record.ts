import type { Scope } from "../scope/scope.ts";
import { accessTo } from "./access.ts";
import { removeRow } from "./removal.ts";
import { retried } from "./retried.ts";
import { rowToChange, type WriteOptions } from "./row-to-change.ts";

/**
 * Removes a record, or marks it as deleted where the collection keeps deleted ones.
 * @throws MozaiksError `record.not-found`, `record.forbidden`, `record.version-conflict`, `record.referenced`.
 */
export async function deleteRecord(name: string, id: string, options: WriteOptions, scope: Scope): Promise<void> {
  const access = accessTo(name, scope);
  await retried(scope, async (inner) => {
    const old = await rowToChange(access, id, "delete", options, inner);
    return removeRow(access, old, access.rule("delete"), inner);
  });
}
