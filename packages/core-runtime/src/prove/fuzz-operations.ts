import { globalTenant, type Row } from "../data/row.ts";
import type { CompiledCollection, CompiledField } from "../definition/compiled-app.ts";
import type { Bound } from "../expression/expr.ts";
import { listAll, questionFor } from "./checks/lists.ts";
import { type Actor, membersOf } from "./cast.ts";
import { readableRow } from "./expected-read.ts";
import { homeOf, putOne } from "./populate.ts";
import { createOne, missingId, readOne, removeOne, restoreOne, updateOne } from "./probes.ts";
import type { Walk } from "./walk.ts";
import type { World } from "./world.ts";

/** Records of a collection that an organisation has at least and at most. */
const [fewest, most] = [6, 30];

/** What an operation was aimed at. */
export interface Aim {
  /** At an existing record of another organisation. */
  readonly isForeign: boolean;
}

/** One operation, chosen by the world's random numbers: by anybody, on anything, most of it not theirs. */
export async function fuzzOnce(walk: Walk): Promise<Aim> {
  const { world } = walk;
  const { random, cast } = world;
  const collections = [...world.compiled.collections.values()];
  const own = collections.filter(({ isGlobal }) => !isGlobal);
  const collection = random.pick(own.length > 0 && random.chance(0.9) ? own : collections);
  const actor = random.integer(30) === 0 ? cast.nobody : random.pick(cast.actors);
  await keepSize(world, collection, actor);
  const target = targetFor(world, collection, actor);
  const operation = random.pick(operations);
  const aimed = await operation(walk, collection, actor, target);
  return { isForeign: aimed && target !== undefined && isForeign(target, actor) };
}

const isForeign = ({ tenant }: Row, actor: Actor): boolean => tenant !== actor.tenant && tenant !== globalTenant;

/** Mostly a record of an organisation that is not the actor's. */
function targetFor({ random, cast, oracle }: World, collection: CompiledCollection, actor: Actor): Row | undefined {
  const others = cast.tenants.filter((tenant) => tenant !== actor.tenant);
  const home = collection.isGlobal ? globalTenant : actor.tenant;
  const rows = oracle.truth.rows(
    collection.name,
    !collection.isGlobal && random.chance(0.8) ? random.pick(others) : home,
  );
  return rows.length > 0 ? random.pick(rows) : undefined;
}

/** Adds what was deleted, and takes what became too much. */
async function keepSize(world: World, collection: CompiledCollection, actor: Actor): Promise<void> {
  const { oracle, cast, random } = world;
  const tenant = collection.isGlobal ? globalTenant : actor.tenant || (cast.tenants[0] ?? "");
  const rows = oracle.truth.rows(collection.name, tenant);
  const members = cast.actors.filter((one) => one.tenant === homeOf(tenant, world));
  if (rows.length < fewest) await putOne(world, collection, tenant, random.pick(members).user?.id ?? null);
  const oldest = rows.find(({ id }) => !isReferredTo(world, collection, tenant, id));
  if (rows.length > most && oldest) await world.take(collection, oldest);
}

function isReferredTo({ oracle }: World, { referrers }: CompiledCollection, tenant: string, id: string): boolean {
  return referrers.some(({ collection, field }) =>
    oracle.truth.rows(collection, tenant).some((row) => [row[field]].flat().includes(id)),
  );
}

/** Does something; true when the target is what it was aimed at. */
type FuzzOperation = (walk: Walk, collection: CompiledCollection, actor: Actor, target?: Row) => Promise<boolean>;

const read: FuzzOperation = async (walk, collection, actor, target) => {
  await readOne(walk, collection, actor, target?.id ?? missingId);
  return true;
};

const change: FuzzOperation = async (walk, collection, actor, aimedAt) => {
  const own = walk.world.random.chance(0.2) ? ownFor("update", walk.world, collection, actor) : undefined;
  const target = own ?? aimedAt;
  const { maker, random, surroundings } = walk.world;
  const guarded = collection.fields.filter((one) => one.write);
  const field = random.pick(guarded.length > 0 && random.chance(0.4) ? guarded : collection.fields);
  const made = maker.value(collection, field, surroundings(collection, homeOf(actor.tenant, walk.world)));
  if (!made) return false;
  const version = random.chance(0.3) ? (target?.version ?? 1) + random.integer(2) : undefined;
  const [sent, kept] = [{ [field.name]: made.sent }, { [field.name]: made.kept }];
  await updateOne(walk, collection, actor, target?.id ?? missingId, sent, kept, version);
  return own === undefined;
};

const remove: FuzzOperation = async (walk, collection, actor, aimedAt) => {
  const own = walk.world.random.chance(0.2) ? ownFor("read", walk.world, collection, actor) : undefined;
  await removeOne(walk, collection, actor, (own ?? aimedAt)?.id ?? missingId);
  return own === undefined;
};

const restore: FuzzOperation = async (walk, collection, actor, target) => {
  if (!collection.definition.softDelete) return read(walk, collection, actor, target);
  await restoreOne(walk, collection, actor, target?.id ?? missingId);
  return true;
};

const create: FuzzOperation = async (walk, collection, actor) => {
  await createOne(walk, collection, actor);
  return false;
};

/** With values of the target that must be unique: of another organisation's they are free. */
const createAlike: FuzzOperation = async (walk, collection, actor, target) => {
  const unique = collection.indexes.find((index) => index.unique);
  if (!target || !unique) return read(walk, collection, actor, target);
  await createOne(
    walk,
    collection,
    actor,
    Object.fromEntries(unique.fields.map((name) => [name, target[name] ?? null])),
  );
  return true;
};

/** A list in which the target would stand if it were not for rules and tenants. */
const list: FuzzOperation = async (walk, collection, actor, target) => {
  if (!target) {
    await listAll(walk, collection, actor, questionFor(walk.world, collection, actor));
    return false;
  }
  const type = { kind: "text" } as const;
  const where: Bound = {
    op: "compare",
    how: "eq",
    left: { kind: "field", name: "id", type },
    right: { kind: "literal", value: target.id },
    type,
  };
  await listAll(walk, collection, actor, { filter: `id == "${target.id}"`, where });
  return true;
};

const listAnything: FuzzOperation = async (walk, collection, actor) => {
  await listAll(walk, collection, actor, questionFor(walk.world, collection, actor));
  return false;
};

/** Refers to the target, or to somebody of its organisation, from a record of a collection that can. */
const refer: FuzzOperation = async (walk, collection, actor, target) => {
  const { compiled, cast, random } = walk.world;
  const toUser = random.chance(0.3);
  const name = toUser ? "users" : collection.name;
  const id = toUser ? random.pick(membersOf(cast, homeOf(target?.tenant ?? "", walk.world))) : target?.id;
  const from = [...compiled.collections.values()].flatMap((other) =>
    other.fields.filter((field) => refersTo(field, name)).map((field) => ({ other, field })),
  );
  if (!target || id === undefined || from.length === 0) return read(walk, collection, actor, target);
  const { other, field } = random.pick(from);
  const values = { [field.name]: field.type.kind === "list" ? [id] : id };
  const changed = random.chance(0.5) ? ownFor("update", walk.world, other, actor) : undefined;
  if (changed) await updateOne(walk, other, actor, changed.id, values);
  else await createOne(walk, other, actor, values);
  return true;
};

/** A record of their own organisation that somebody may read, and change if that is asked for. */
function ownFor(
  operation: "read" | "update",
  { oracle, random }: World,
  collection: CompiledCollection,
  actor: Actor,
): Row | undefined {
  const rows = oracle.truth.rows(collection.name, oracle.tenantOf(collection, actor));
  const fitting = rows.filter(
    (row) => readableRow(oracle, collection, actor, row.id) && oracle.may(collection, operation, actor, row),
  );
  return fitting.length > 0 ? random.pick(fitting) : undefined;
}

function refersTo({ type }: CompiledField, collection: string): boolean {
  const target = type.kind === "list" ? type.item : type;
  return target.kind === "reference" && target.collection === collection;
}

/** Each as often as it stands here. */
const operations: readonly FuzzOperation[] = [
  read,
  read,
  change,
  change,
  change,
  remove,
  restore,
  create,
  createAlike,
  list,
  listAnything,
  refer,
  refer,
  refer,
];
