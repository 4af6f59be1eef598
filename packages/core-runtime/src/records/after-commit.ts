import type { Change } from "../data/data-engine.ts";
import type { Row } from "../data/row.ts";
import type { HookRecord } from "../definition/collection.ts";
import type { Scope } from "../scope/scope.ts";
import { accessTo } from "./access.ts";
import { toRecord } from "./to-record.ts";

/** Runs the hooks of changes that are durable. What a hook throws is logged: the write stands. */
export async function afterCommit(changes: readonly Change[], scope: Scope): Promise<void> {
  const { app, log } = scope.kernel;
  for (const { collection, id, old, new: next } of changes) {
    const hooks = app.collections.get(collection)?.definition.hooks;
    if (!hooks?.afterCommit) continue;
    const access = accessTo(collection, { ...scope, rules: { off: "hook" } });
    try {
      const record = (row: Row | null) => (row && toRecord(row, access)) as HookRecord | null;
      await hooks.afterCommit({ collection, id, old: record(old), new: record(next) });
    } catch (error) {
      log.error({ event: "hook.failed", collection, hook: "afterCommit", requestId: scope.requestId }, error);
    }
  }
}
