import type { Row } from "../../data/row.ts";
import type { CompiledCollection } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import { homeOf, putCopy } from "../populate.ts";
import { createOne, missingId, readOne, removeOne, restoreOne, updateOne } from "../probes.ts";
import { samplesFor } from "../samples.ts";
import type { Walk } from "../walk.ts";

/** Every operation on records of every kind, by everybody: the rules decide, and nothing tells foreign from missing. */
export async function checkRecords(walk: Walk): Promise<void> {
  const { world } = walk;
  for (const collection of world.collections)
    for (const actor of [world.cast.nobody, ...world.cast.actors]) {
      for (const id of [missingId, "x", `${missingId}'`]) await tryAll(walk, collection, actor, id);
      for (const row of samplesFor(world, collection, actor)) {
        await readOne(walk, collection, actor, row.id);
        for (const change of [updateField, updateOutOfReach, remove, restore]) {
          const copy = await putCopy(world, collection, row);
          if (!copy) continue;
          await change(walk, collection, actor, copy);
          await world.take(collection, copy);
        }
      }
      for (let count = 0; count < 4; count += 1) {
        const created = await createOne(walk, collection, actor);
        if (created) await world.take(collection, created);
      }
    }
}

async function tryAll(walk: Walk, collection: CompiledCollection, actor: Actor, id: string): Promise<void> {
  await readOne(walk, collection, actor, id);
  await updateOne(walk, collection, actor, id, {});
  await removeOne(walk, collection, actor, id);
  if (collection.definition.softDelete) await restoreOne(walk, collection, actor, id);
}

/** Changes a field, and every one that has a rule of its own; then nothing, with a version. */
async function updateField(walk: Walk, collection: CompiledCollection, actor: Actor, row: Row): Promise<void> {
  const { maker, random, surroundings } = walk.world;
  for (const field of new Set([random.pick(collection.fields), ...collection.fields.filter((one) => one.write)])) {
    const made = maker.value(collection, field, surroundings(collection, homeOf(row.tenant, walk.world)));
    if (made)
      await updateOne(walk, collection, actor, row.id, { [field.name]: made.sent }, { [field.name]: made.kept });
  }
  await updateOne(walk, collection, actor, row.id, {}, {}, row.version + random.integer(2));
}

/** Looks for a change after which the rule would not hold any more: it must be refused. */
async function updateOutOfReach(walk: Walk, collection: CompiledCollection, actor: Actor, row: Row): Promise<void> {
  const { maker, oracle, surroundings } = walk.world;
  if (!oracle.may(collection, "update", actor, row)) return;
  const place = surroundings(collection, homeOf(row.tenant, walk.world));
  for (let attempt = 0; attempt < 20; attempt += 1)
    for (const field of collection.fields) {
      const made = maker.value(collection, field, place);
      if (!made || oracle.may(collection, "update", actor, { ...row, [field.name]: made.kept })) continue;
      return updateOne(walk, collection, actor, row.id, { [field.name]: made.sent }, { [field.name]: made.kept });
    }
}

async function remove(walk: Walk, collection: CompiledCollection, actor: Actor, row: Row): Promise<void> {
  await removeOne(walk, collection, actor, row.id);
}

async function restore(walk: Walk, collection: CompiledCollection, actor: Actor, row: Row): Promise<void> {
  if (collection.definition.softDelete) await restoreOne(walk, collection, actor, row.id);
}
