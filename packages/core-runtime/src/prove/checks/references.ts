import { globalTenant } from "../../data/row.ts";
import type { CompiledCollection, CompiledField } from "../../definition/compiled-app.ts";
import { type Actor, membersOf } from "../cast.ts";
import { readableRow } from "../expected-read.ts";
import { putCopy } from "../populate.ts";
import { samplesFor } from "../samples.ts";
import type { Walk } from "../walk.ts";
import { createOne, missingId, updateOne } from "../probes.ts";

/** A record can refer only to what its writer may read here; foreign, unreadable, deleted and missing ids are all alike. */
export async function checkReferences(walk: Walk): Promise<void> {
  const { world } = walk;
  for (const collection of world.collections)
    for (const actor of world.cast.actors)
      for (const field of collection.fields) {
        const target = field.type.kind === "list" ? field.type.item : field.type;
        if (target.kind !== "reference") continue;
        for (const id of [missingId, ...idsFor(walk, actor, target.collection)])
          await referTo(walk, collection, actor, field, id);
      }
}

/** Ids of all kinds there are for somebody: of colleagues and of strangers, readable or not. */
function idsFor({ world }: Walk, actor: Actor, name: string): readonly string[] {
  if (name === "users") return world.cast.tenants.flatMap((tenant) => membersOf(world.cast, tenant).slice(0, 2));
  const target = world.compiled.collections.get(name);
  return target ? samplesFor(world, target, actor).map(({ id }) => id) : [];
}

async function referTo(
  walk: Walk,
  collection: CompiledCollection,
  actor: Actor,
  { name, type }: CompiledField,
  id: string,
): Promise<void> {
  const { oracle } = walk.world;
  const value = type.kind === "list" ? [id] : id;
  const created = await createOne(walk, collection, actor, { [name]: value });
  if (created) await walk.world.take(collection, created);
  const tenant = collection.isGlobal ? globalTenant : actor.tenant;
  const own = oracle.truth
    .rows(collection.name, tenant)
    .find((row) => readableRow(oracle, collection, actor, row.id) && oracle.may(collection, "update", actor, row));
  const copy = own && (await putCopy(walk.world, collection, own));
  if (!copy) return;
  await updateOne(walk, collection, actor, copy.id, { [name]: value });
  await walk.world.take(collection, copy);
}
