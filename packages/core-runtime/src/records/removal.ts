import { MozaiksError } from "@mozaiks/contracts";
import type { EngineTransaction, Write } from "../data/data-engine.ts";
import type { Row } from "../data/row.ts";
import type { CompiledCollection } from "../definition/compiled-app.ts";
import { always, type Bound } from "../expression/expr.ts";
import type { Scope } from "../scope/scope.ts";
import type { Access } from "./access.ts";
import { afterCommit, applyWrites } from "./apply-writes.ts";

/** Rows that one deletion may take with it. */
const maxCascade = 10_000;

/**
 * Removes a row with what its references ask for: `cascade` takes the referring rows along, `set-null` clears them, `restrict`
 * refuses. Undefined when the row was changed meanwhile.
 * @throws MozaiksError `record.referenced`.
 */
export async function removalOf(access: Access, row: Row, guard: Bound, scope: Scope): Promise<true | undefined> {
  const { collection } = access;
  const first = removalWrite(collection, row, guard, scope);
  if (collection.referrers.length === 0)
    return (await applyWrites([{ write: first }], scope)) === "stale" ? undefined : true;
  if (scope.transaction) return cascade(scope.transaction, collection, row, first, scope);
  const committed: NonNullable<Scope["committed"]> = [];
  const outcome = await scope.kernel.engine.transaction((transaction) => {
    committed.length = 0;
    return cascade(transaction, collection, row, first, { ...scope, transaction, committed });
  }, scope.signal);
  await afterCommit(committed, scope);
  return outcome;
}

async function cascade(
  transaction: EngineTransaction,
  collection: CompiledCollection,
  row: Row,
  first: Write,
  scope: Scope,
): Promise<true | undefined> {
  const writes = [
    first,
    ...(await consequences(transaction, collection, row, scope, new Set([keyOf(collection, row)]))),
  ];
  const changes = await applyWrites(
    writes.map((write) => ({ write })),
    scope,
  );
  return changes === "stale" ? undefined : true;
}

/** What happens to the rows that refer to a row, and to those that refer to them. */
async function consequences(
  transaction: EngineTransaction,
  collection: CompiledCollection,
  row: Row,
  scope: Scope,
  seen: Set<string>,
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const { collection: name, field, type } of collection.referrers) {
    const other = scope.kernel.app.collections.get(name);
    if (!other) continue;
    const refers: Bound = {
      op: "compare",
      how: "eq",
      left: { kind: "field", name: field, type },
      right: { kind: "literal", value: row.id },
      type,
    };
    const found = await transaction.find({
      collection: name,
      tenant: row.tenant,
      where: refers,
      deleted: "exclude",
      sort: [],
      limit: maxCascade,
    });
    const referring = found.filter((one) => !seen.has(keyOf(other, one)));
    if (referring.length > 0 && type.onDelete === "restrict")
      throw new MozaiksError("record.referenced", `Records of ${name} refer to this one`);
    for (const one of referring) {
      if (type.onDelete === "set-null") {
        const next = { ...one, [field]: null, version: one.version + 1, updated_at: scope.kernel.now().toISOString() };
        writes.push({ kind: "update", collection: name, row: next, ifVersion: one.version, guard: always });
        continue;
      }
      seen.add(keyOf(other, one));
      if (seen.size > maxCascade)
        throw new MozaiksError("record.referenced", `More than ${maxCascade} records would be deleted with this one`);
      writes.push(
        removalWrite(other, one, always, scope),
        ...(await consequences(transaction, other, one, scope, seen)),
      );
    }
  }
  return writes;
}

const keyOf = ({ name }: CompiledCollection, { id }: Row): string => `${name}\n${id}`;

function removalWrite({ name, definition }: CompiledCollection, row: Row, guard: Bound, { kernel }: Scope): Write {
  if (!definition.softDelete)
    return { kind: "remove", collection: name, tenant: row.tenant, id: row.id, ifVersion: row.version, guard };
  const now = kernel.now().toISOString();
  const deleted = { ...row, deleted_at: now, updated_at: now, version: row.version + 1 };
  return { kind: "update", collection: name, row: deleted, ifVersion: row.version, guard };
}
