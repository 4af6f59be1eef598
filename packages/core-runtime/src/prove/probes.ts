import type { Json } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import type { CompiledCollection } from "../definition/compiled-app.ts";
import type { Actor } from "./cast.ts";
import { expectedRead } from "./expected-read.ts";
import { expectedCreate, expectedDelete, expectedRestore, expectedUpdate } from "./expected-write.ts";
import { homeOf } from "./populate.ts";
import type { Walk } from "./walk.ts";

/** An id that no record has. */
export const missingId = "01900000-0000-7000-9000-000000000000";

const pathOf = ({ name }: CompiledCollection, id: string): string => `/api/${name}/${encodeURIComponent(id)}`;

/** Reads a record alone and with what it refers to. */
export async function readOne(walk: Walk, collection: CompiledCollection, actor: Actor, id: string): Promise<void> {
  const references = collection.fields
    .flatMap(({ name, type }) => (type.kind === "reference" ? [name] : []))
    .slice(0, 4);
  const shown = references.filter((name) => {
    const field = collection.field.get(name);
    return field && walk.world.oracle.isAlwaysReadable(field, actor);
  });
  const expand = ["owner", ...shown];
  const { oracle } = walk.world;
  await walk.examine(
    actor,
    { method: "GET", path: pathOf(collection, id) },
    expectedRead(oracle, collection, actor, id),
  );
  await walk.examine(
    actor,
    { method: "GET", path: `${pathOf(collection, id)}?expand=${expand.join(",")}` },
    expectedRead(oracle, collection, actor, id, expand),
  );
}

/** Sends a patch, with the values as they would be kept. */
export async function updateOne(
  walk: Walk,
  collection: CompiledCollection,
  actor: Actor,
  id: string,
  sent: Readonly<Record<string, Json>>,
  kept: Readonly<Record<string, Json>> = sent,
  version?: number,
): Promise<void> {
  const { oracle } = walk.world;
  const { expected, next } = expectedUpdate(oracle, collection, actor, id, {
    values: kept,
    ...(version !== undefined && { version }),
  });
  const headers = version === undefined ? {} : { "if-match": `"${version}"` };
  const request = { method: "PATCH", path: pathOf(collection, id), body: sent, headers };
  const answer = await walk.examine(actor, request, expected);
  if (answer.status === 200 && next) compareKept(walk, collection, actor, `PATCH ${request.path}`, id, next);
}

/** Creates a record, with some values given. Gives it when it was created. */
export async function createOne(
  walk: Walk,
  collection: CompiledCollection,
  actor: Actor,
  given: Readonly<Record<string, Json>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Row | undefined> {
  const { maker, oracle, surroundings } = walk.world;
  const tenant = oracle.tenantOf(collection, actor);
  const made = maker.record(collection, surroundings(collection, homeOf(actor.tenant, walk.world)));
  if (!made) {
    walk.gap(`${collection.name}: nothing could be created`);
    return undefined;
  }
  const row: Row = {
    ...made.kept,
    ...given,
    tenant,
    id: "",
    owner: actor.user?.id ?? null,
    version: 1,
    created_at: "",
    updated_at: "",
    deleted_at: null,
  };
  const sent = Object.fromEntries(
    Object.entries({ ...made.sent, ...given }).filter(([name]) => isSendable(walk, collection, actor, row, name)),
  );
  const whole: Row = {
    ...row,
    ...Object.fromEntries(
      collection.fields.flatMap((field) => (field.name in sent ? [] : [[field.name, defaultOf(field.schema)]])),
    ),
  };
  const expected = expectedCreate(oracle, collection, actor, whole, sent);
  const request = { method: "POST", path: `/api/${collection.name}`, body: sent, headers };
  const answer = await walk.examine(actor, request, expected);
  const [change] = answer.changes.filter((one) => one.collection === collection.name);
  if (answer.status !== 201 || !change?.new) return undefined;
  compareKept(walk, collection, actor, request.path, change.id, { ...whole, id: change.id });
  const location = answer.headers.get("location");
  if (location !== pathOf(collection, change.id))
    walk.report({
      kind: "answer",
      actor: actor.name,
      request: request.path,
      expected: pathOf(collection, change.id),
      actual: `Location ${location}`,
    });
  return change.new;
}

/** Half of what may not be written is sent all the same. */
function isSendable(walk: Walk, collection: CompiledCollection, actor: Actor, row: Row, name: string): boolean {
  const field = collection.field.get(name);
  if (!field?.write || field.required || walk.world.oracle.isWritable(field, actor, row)) return true;
  return walk.world.random.chance(0.5);
}

function defaultOf(schema: { safeParse(value: unknown): { data?: unknown } }): Json {
  return (schema.safeParse(undefined).data ?? null) as Json;
}

export async function removeOne(walk: Walk, collection: CompiledCollection, actor: Actor, id: string): Promise<void> {
  const expected = expectedDelete(walk.world.oracle, collection, actor, id);
  await walk.examine(actor, { method: "DELETE", path: pathOf(collection, id) }, expected);
}

export async function restoreOne(walk: Walk, collection: CompiledCollection, actor: Actor, id: string): Promise<void> {
  const expected = expectedRestore(walk.world.oracle, collection, actor, id);
  await walk.examine(actor, { method: "POST", path: `${pathOf(collection, id)}/restore` }, expected);
}

/** What is kept is what was asked for, as far as no hook of the app had a say, and the rules allow it. */
function compareKept(
  walk: Walk,
  collection: CompiledCollection,
  actor: Actor,
  request: string,
  id: string,
  intended: Row,
): void {
  const { oracle } = walk.world;
  const kept = oracle.truth.row(collection.name, intended.tenant, id);
  const names = [...collection.fields.map(({ name }) => name), "owner", "version"];
  const wrong = collection.definition.hooks?.beforeWrite
    ? []
    : names.filter((name) => JSON.stringify(kept?.[name] ?? null) !== JSON.stringify(intended[name] ?? null));
  const operation = intended.version === 1 ? "create" : "update";
  if (kept && wrong.length === 0 && oracle.may(collection, operation, actor, kept)) return;
  walk.report({
    kind: "write",
    actor: actor.name,
    request,
    expected: `a record that ${collection.name}.rules.${operation} allows`,
    actual: `${wrong.join(", ") || "the whole record"} of ${JSON.stringify(kept)}`,
  });
}
