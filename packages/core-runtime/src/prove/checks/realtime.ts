import { isDeepStrictEqual } from "node:util";
import type { Row } from "../../data/row.ts";
import type { CompiledCollection } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import { homeOf, putCopy } from "../populate.ts";
import { samplesFor } from "../samples.ts";
import { openStream, type StreamEvent } from "../stream.ts";
import type { Walk } from "../walk.ts";
import { listExpectation } from "./lists.ts";

/** Streams tell of the records that a list would show, and of no others: as they happen, and to those who come back later. */
export async function checkRealtime(walk: Walk): Promise<void> {
  const { world } = walk;
  for (const collection of world.collections)
    for (const actor of [world.cast.nobody, ...world.cast.actors]) {
      const path = `/api/realtime?sub=${collection.name}`;
      const allowed = listExpectation(walk, collection, actor);
      if (allowed !== "anything" && "problem" in allowed) await walk.examine(actor, { method: "GET", path }, allowed);
      else await listen(walk, collection, actor, path);
    }
}

async function listen(walk: Walk, collection: CompiledCollection, actor: Actor, path: string): Promise<void> {
  const { world } = walk;
  await using live = await openStream(world, actor, path);
  const from = (await live.next()).id;
  const copies: Row[] = [];
  for (const row of samplesFor(world, collection, actor)) {
    const copy = row.deleted_at === null ? await putCopy(world, collection, row) : undefined;
    if (copy) copies.push(copy);
  }
  // Events come in order, so what is told before the last one is all that is told.
  const last = await putVisible(walk, collection, actor);
  if (last) {
    const rows = [...copies, last];
    compare(walk, collection, actor, path, rows, await eventsUntil(live, last));
    await using later = await openStream(world, actor, path, from);
    await later.next();
    compare(walk, collection, actor, `${path} (again, later)`, rows, await eventsUntil(later, last));
  }
  for (const row of last ? [...copies, last] : copies) await world.take(collection, row);
}

/** A new record that the actor's list shows. */
async function putVisible({ world }: Walk, collection: CompiledCollection, actor: Actor): Promise<Row | undefined> {
  const { oracle, maker, surroundings, random } = world;
  const tenant = oracle.tenantOf(collection, actor);
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const made = maker.record(collection, surroundings(collection, homeOf(tenant, world)));
    const owner = random.chance(0.7) ? (actor.user?.id ?? null) : null;
    const row = made && (await world.put(collection, tenant, owner, made.kept));
    if (row && oracle.may(collection, "list", actor, row)) return row;
    if (row) await world.take(collection, row);
  }
  return undefined;
}

async function eventsUntil(stream: { next(): Promise<StreamEvent> }, last: Row): Promise<readonly StreamEvent[]> {
  const events: StreamEvent[] = [];
  for (;;) {
    const event = await stream.next();
    events.push(event);
    const record = (event.data as { record?: { id?: string } } | undefined)?.record;
    if (record?.id === last.id || event.name === "closed" || event.name === "nothing") return events;
  }
}

function compare(
  walk: Walk,
  collection: CompiledCollection,
  actor: Actor,
  request: string,
  rows: readonly Row[],
  events: readonly StreamEvent[],
): void {
  const { oracle, foreignDataIn } = walk.world;
  const tenant = oracle.tenantOf(collection, actor);
  const own = new Set(rows.map(({ id }) => id));
  const expected = rows
    .filter((row) => row.tenant === tenant && oracle.may(collection, "list", actor, row))
    .map((row) => oracle.shown(collection, actor, row));
  // While looking for a record that is visible, others came and went.
  const told = events.flatMap(({ data }) => {
    const record = (data as { record?: { id: string } } | undefined)?.record;
    return record && own.has(record.id) ? [record] : [];
  });
  const leaked = foreignDataIn(JSON.stringify(events), actor);
  if (leaked.length === 0 && isDeepStrictEqual(told, expected)) return;
  walk.report({
    kind: leaked.length > 0 ? "leak" : "answer",
    actor: actor.name,
    request: `GET ${request}`,
    expected: JSON.stringify(expected).slice(0, 400),
    actual: JSON.stringify(events).slice(0, 400),
  });
}
