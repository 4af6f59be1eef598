import { globalTenant, type Row } from "../data/row.ts";
import type { CompiledCollection } from "../definition/compiled-app.ts";
import type { Actor } from "./cast.ts";
import type { World } from "./world.ts";

/** Rows that are alike in all that matters to somebody are looked at this often. */
const perKind = 2;

/**
 * Rows of all kinds there are for somebody: their own, a colleague's, nobody's, deleted ones, and those of other organisations
 * that they could read, change or delete if they were here.
 */
export function samplesFor(world: World, collection: CompiledCollection, actor: Actor): readonly Row[] {
  const { truth } = world.oracle;
  const tenants = collection.isGlobal ? [globalTenant] : world.cast.tenants;
  const kinds = new Map<string, Row[]>();
  for (const row of tenants.flatMap((tenant) => truth.rows(collection.name, tenant))) {
    const kind = kindOf(world, collection, actor, row);
    const known = kinds.get(kind) ?? [];
    if (known.length < perKind) kinds.set(kind, [...known, row]);
  }
  return [...kinds.values()].flat();
}

function kindOf({ oracle }: World, collection: CompiledCollection, actor: Actor, row: Row): string {
  const may = (["list", "read", "update", "delete"] as const).map((one) => oracle.may(collection, one, actor, row));
  const fields = collection.fields
    .filter(({ read, write }) => read ?? write)
    .map((field) => [oracle.isReadable(field, actor, row), oracle.isWritable(field, actor, row)]);
  const isForeign = row.tenant !== oracle.tenantOf(collection, actor);
  return JSON.stringify([isForeign, row.owner === actor.user?.id, row.deleted_at !== null, may, fields]);
}
