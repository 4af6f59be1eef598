import type { Walk } from "../walk.ts";
import { createOne } from "../probes.ts";

/** What another organisation uses is free here: a value that must be unique tells nothing of others. */
export async function checkUniqueness(walk: Walk): Promise<void> {
  const { cast, oracle, random } = walk.world;
  for (const collection of walk.world.collections) {
    if (collection.isGlobal) continue;
    for (const { fields } of collection.indexes.filter(({ unique }) => unique))
      for (const actor of cast.actors)
        for (const tenant of cast.tenants) {
          const row = random.pick(oracle.truth.rows(collection.name, tenant));
          const created = await createOne(
            walk,
            collection,
            actor,
            Object.fromEntries(fields.map((field) => [field, row[field] ?? null])),
          );
          if (created) await walk.world.take(collection, created);
        }
  }
}
