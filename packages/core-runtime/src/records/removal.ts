import { MozaiksError } from "@mozaiks/contracts";
import type { AuditEvent } from "../audit/audit-event.ts";
import { auditWrite, logAudit } from "../audit/audit-log.ts";
import type { Write } from "../data/data-engine.ts";
import type { Row } from "../data/row.ts";
import type { CompiledCollection } from "../definition/compiled-app.ts";
import { always, type Bound } from "../expression/expr.ts";
import type { Scope } from "../scope/scope.ts";
import type { Access } from "./access.ts";
import { applyWrites } from "./apply-writes.ts";
import { beforeDelete, beforeWrite } from "./before-write.ts";
import { inTransaction } from "./in-transaction.ts";
import { planRemoval } from "./removal-plan.ts";
import { nextVersion } from "./row-to-change.ts";

/**
 * Removes a row with what its references ask for: `cascade` takes the referring rows along, `set-null` clears them, `restrict`
 * refuses. Undefined when the row was changed meanwhile.
 * @throws MozaiksError `record.referenced`.
 */
export function removeRow({ collection }: Access, row: Row, guard: Bound, scope: Scope): Promise<true | undefined> {
  refuseForeignReferrers(collection, scope);
  if (collection.referrers.length === 0)
    return written([removalOf(collection, row, guard, scope)], [toEvent(collection, row, scope)], scope);
  return inTransaction(scope, async (inner) => {
    const { removed, cleared } = await planRemoval(collection, row, inner);
    return written(
      [
        ...removed.map((one) => removalOf(one.collection, one.row, one.row === row ? guard : always, inner)),
        ...cleared.map((one) => clearingOf(one.collection, one.row, one.fields, inner)),
      ],
      removed.map((one) => toEvent(one.collection, one.row, inner)),
      inner,
    );
  });
}

/** Writes a unit together with what the audit log says of it. */
async function written(
  writes: readonly Promise<Write>[],
  events: readonly AuditEvent[],
  scope: Scope,
): Promise<true | undefined> {
  const { now, newId, log } = scope.kernel;
  const unit = [...(await Promise.all(writes)), ...events.map((event) => auditWrite(event, { now, newId, scope }))];
  const outcome = await applyWrites(
    unit.map((write) => ({ write })),
    null,
    scope,
  );
  if (outcome === "stale") return undefined;
  for (const event of events) logAudit(event, { log, scope });
  return true;
}

const toEvent = ({ name }: CompiledCollection, { id, tenant }: Row, { user }: Scope): AuditEvent => ({
  action: "record.deleted",
  tenant,
  actor: user?.id ?? null,
  subject: `${name}/${id}`,
});

/** What organisations refer to cannot be looked for across all of them, so it stays. */
function refuseForeignReferrers({ isGlobal, definition, referrers }: CompiledCollection, { kernel }: Scope): void {
  if (!isGlobal || definition.softDelete) return;
  const foreign = referrers.find((referrer) => kernel.app.collections.get(referrer.collection)?.isGlobal === false);
  if (foreign) throw new MozaiksError("record.referenced", `Records of ${foreign.collection} may refer to this one`);
}

async function clearingOf(
  { name }: CompiledCollection,
  old: Row,
  fields: ReadonlySet<string>,
  scope: Scope,
): Promise<Write> {
  const cleared = {
    ...old,
    ...Object.fromEntries([...fields].map((field) => [field, null])),
    ...nextVersion(old, scope),
  };
  const row = await beforeWrite(name, cleared, old, "update", scope);
  return { kind: "update", collection: name, row, ifVersion: old.version, guard: always };
}

async function removalOf(
  { name, definition }: CompiledCollection,
  row: Row,
  guard: Bound,
  scope: Scope,
): Promise<Write> {
  await beforeDelete(name, row, scope);
  const { tenant, id, version: ifVersion } = row;
  if (!definition.softDelete) return { kind: "remove", collection: name, tenant, id, ifVersion, guard };
  const next = nextVersion(row, scope);
  return { kind: "update", collection: name, row: { ...row, ...next, deleted_at: next.updated_at }, ifVersion, guard };
}
