import { globalTenant, type Row } from "../data/row.ts";
import type { CompiledCollection } from "../definition/compiled-app.ts";
import { membersOf } from "./cast.ts";
import type { World } from "./world.ts";

/** Times a row is made anew because the store refused it. */
const attempts = 20;

/**
 * Fills every collection of every organisation with `each` records per member, of whom everybody owns some, and a few of nobody;
 * some are deleted where deleted records are kept. Gives what could not be made.
 */
export async function populate(world: World, each: number): Promise<readonly string[]> {
  const gaps: string[] = [];
  // A second round, so that references find records of collections that come later.
  for (let round = 0; round < each; round += 1)
    for (const collection of world.compiled.collections.values())
      for (const tenant of collection.isGlobal ? [globalTenant] : world.cast.tenants) {
        const members = collection.isGlobal
          ? world.cast.tenants.flatMap((one) => membersOf(world.cast, one))
          : membersOf(world.cast, tenant);
        for (const owner of [...members, null]) {
          const row = await putOne(world, collection, tenant, owner);
          if (row === undefined) gaps.push(gapOf(collection));
        }
      }
  return [...new Set(gaps)];
}

/** One more record of somebody, deleted in one of six cases where that leaves a trace. */
export async function putOne(
  world: World,
  collection: CompiledCollection,
  tenant: string,
  owner: string | null,
): Promise<Row | undefined> {
  const isDeleted = collection.definition.softDelete === true && world.random.integer(6) === 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const made = world.maker.record(collection, world.surroundings(collection, homeOf(tenant, world)));
    if (!made) return undefined;
    const deleted = isDeleted ? { deleted_at: "2026-01-01T00:00:00.000Z" } : {};
    const row = await world.put(collection, tenant, owner, { ...made.kept, ...deleted });
    if (row) return row;
  }
  return undefined;
}

/** A copy of a record under another id, with new values where they must be unique. */
export async function putCopy(world: World, collection: CompiledCollection, row: Row): Promise<Row | undefined> {
  const unique = new Set(collection.indexes.flatMap((index) => (index.unique ? index.fields : [])));
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const values = Object.fromEntries(
      collection.fields.map((field) => {
        const place = world.surroundings(collection, homeOf(row.tenant, world));
        const anew = unique.has(field.name) ? world.maker.value(collection, field, place) : undefined;
        return [field.name, anew?.kept ?? row[field.name] ?? null];
      }),
    );
    const copy = await world.put(collection, row.tenant, row.owner, { ...values, deleted_at: row.deleted_at });
    if (copy) return copy;
  }
  return undefined;
}

/** Where people are named from: records of the whole app name those of the first organisation. */
export const homeOf = (tenant: string, { cast }: World): string =>
  cast.tenants.includes(tenant) ? tenant : (cast.tenants[0] ?? "");

const gapOf = ({ name, fields }: CompiledCollection): string =>
  `${name}: not all records could be made; give examples of ${fields
    .filter(({ nullable }) => !nullable)
    .map(({ name: field }) => field)
    .join(", ")} with .meta({ examples: […] })`;
