import type { Json } from "@mozaiks/contracts";
import { isDeepStrictEqual } from "node:util";
import type { Row } from "../data/row.ts";
import type { HookContext, HookRecord } from "../definition/collection.ts";
import type { Scope } from "../scope/scope.ts";
import { accessTo } from "./access.ts";
import { parseData } from "./parse-data.ts";
import { toRecord } from "./to-record.ts";

/**
 * Asks the collection's hook before a row is written, and gives the row with what the hook changes. The hook sees whole records,
 * as if rules were off; what it changes is checked like input.
 */
export async function beforeWrite(
  name: string,
  row: Row,
  old: Row | null,
  operation: HookContext["operation"],
  scope: Scope,
): Promise<Row> {
  const changes = await askHook(name, row, old, operation, scope);
  if (!changes) return row;
  const { collection, shown } = changes;
  const changed: Record<string, Json> = {};
  for (const [key, value] of Object.entries(changes.returned)) {
    if (isDeepStrictEqual(value, shown?.[key])) continue;
    if (!collection.field.has(key)) throw new TypeError(`beforeWrite of ${name} cannot change ${JSON.stringify(key)}`);
    changed[key] = (value ?? null) as Json;
  }
  return { ...row, ...parseData(collection, changed, "patch").values };
}

/** Asks the collection's hook before a row is deleted: it is told that nothing comes next, and may refuse by throwing. */
export async function beforeDelete(name: string, old: Row, scope: Scope): Promise<void> {
  await askHook(name, null, old, "delete", scope);
}

async function askHook(
  name: string,
  row: Row | null,
  old: Row | null,
  operation: HookContext["operation"],
  scope: Scope,
) {
  const { app, now } = scope.kernel;
  const hooks = app.collections.get(name)?.definition.hooks;
  if (!hooks?.beforeWrite) return undefined;
  const access = accessTo(name, { ...scope, rules: { off: "hook" } });
  const record = (given: Row | null) => (given && toRecord(given, access)) as HookRecord | null;
  const shown = record(row);
  const returned = await hooks.beforeWrite(record(row), record(old), { operation, user: scope.user, now: now() });
  return returned ? { returned, shown, collection: access.collection } : undefined;
}
