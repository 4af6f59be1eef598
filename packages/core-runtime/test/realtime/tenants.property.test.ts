import { auth, defineApp, defineCollection, or, owner, reference, via, where } from "@mozaiks/core-runtime";
import { createTestApp, type TestApp } from "@mozaiks/core-runtime/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { applyEvents, type Item, openSource, type OpenSource } from "./event-source.ts";

const signedIn = auth.signedIn();
const seen = or(owner(), where("record.shared == true"), via("board", where("record.open == true")));
const app = defineApp({
  name: "cards",
  collections: [
    defineCollection("boards", {
      schema: z.object({ open: z.boolean() }),
      rules: { list: signedIn, read: signedIn, create: signedIn, update: signedIn, delete: signedIn },
    }),
    defineCollection("cards", {
      schema: z.object({
        level: z.int(),
        shared: z.boolean(),
        secret: z.string().optional(),
        board: reference("boards", { onDelete: "set-null" }).optional(),
      }),
      fields: { secret: { read: owner() } },
      rules: { list: seen, read: seen, create: signedIn, update: seen, delete: owner() },
      softDelete: true,
    }),
  ],
});

const tenants = ["red", "green", "blue"];
const users = ["ann", "bob"];
const people = tenants.flatMap((organization) => users.map((id) => ({ id: `${id}-${organization}`, organization })));
type Person = (typeof people)[number];
const subs = ["cards", "cards:level > 1", "boards"];

const step = fc.record({
  person: fc.constantFrom(...people),
  kind: fc.constantFrom(
    "card",
    "card",
    "board",
    "change",
    "change",
    "move",
    "move",
    "toggle",
    "toggle",
    "delete",
    "restore",
    "cut",
  ),
  pick: fc.nat(5),
  level: fc.nat(3),
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A client that goes by the contract: it lists once it is ready, and again when it is asked to. */
interface Client {
  readonly person: Person;
  source: OpenSource;
  readonly snapshots: Map<string, readonly Item[]>;
}

async function list(running: TestApp, person: Person, sub: string): Promise<readonly Item[]> {
  const [collection = "", filter] = sub.split(":");
  const query = filter === undefined ? "" : `&filter=${encodeURIComponent(filter)}`;
  const answer = await running.as(person).fetch(`/api/${collection}?limit=200&sort=id${query}`);
  return ((await answer.json()) as { items: readonly Item[] }).items;
}

const query = subs.map((sub) => `sub=${encodeURIComponent(sub)}`).join("&");

async function perform({ person, kind, pick, level, flag }: Step, running: TestApp, ids: Map<string, string[]>) {
  const own = (collection: string) => {
    const known = ids.get(`${person.organization} ${collection}`) ?? [];
    return known[pick % Math.max(1, known.length)] ?? "none";
  };
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await running
      .as(person)
      .fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const [, , collection = ""] = path.split("/");
    if (answer.status !== 201) return;
    const key = `${person.organization} ${collection}`;
    ids.set(key, [...(ids.get(key) ?? []), ((await answer.json()) as Item).id]);
  };
  switch (kind) {
    case "card":
      return send("POST", "/api/cards", { level, shared: level === 0, secret: `of ${person.id}` });
    case "board":
      return send("POST", "/api/boards", { open: flag });
    case "change":
      return send("PATCH", `/api/cards/${own("cards")}`, { level, shared: level === 0 && flag });
    case "move":
      return send("PATCH", `/api/cards/${own("cards")}`, { board: flag ? own("boards") : null });
    case "toggle":
      return send("PATCH", `/api/boards/${own("boards")}`, { open: flag });
    case "delete":
      return send("DELETE", flag ? `/api/cards/${own("cards")}` : `/api/boards/${own("boards")}`);
    case "restore":
      return send("POST", `/api/cards/${own("cards")}/restore`);
  }
}

it.each([
  ["memory", 40],
  ["sqlite", 4],
] as const)("what each stream told is what a fresh list shows, and nothing of others (%s)", async (engine, numRuns) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
      await using running = await createTestApp(app, { engine });
      const ids = new Map<string, string[]>();
      const clients = await Promise.all(
        people.map(async (person): Promise<Client> => {
          const source = await openSource(running, person, query);
          await source.until(1);
          return { person, source, snapshots: new Map(subs.map((sub) => [sub, []])) };
        }),
      );
      for (const one of steps) {
        if (one.kind !== "cut") await perform(one, running, ids);
        else
          await cut(
            clients.find(({ person }) => person === one.person),
            running,
          );
      }
      for (const client of clients) {
        await marked(client, running);
        const { source, person } = client;
        for (const sub of subs) {
          const told = source.events.findLastIndex(({ name, data }) => name === "resync" && data.sub === sub);
          const fresh = (await list(running, person, sub)).filter((item) => item["level"] !== lastLevel);
          // After a resync the client lists anew; what it was told before does not count any more.
          const base = told < 0 ? (client.snapshots.get(sub) ?? []) : fresh;
          const kept = applyEvents(base, source.events.slice(told + 1), sub).filter(
            (item) => item["level"] !== lastLevel,
          );
          expect(kept, `${person.id} ${sub}`).toEqual(fresh);
        }
        const text = JSON.stringify(source.events);
        for (const other of people.filter(({ organization }) => organization !== person.organization))
          expect(text).not.toContain(other.id);
        for (const { data } of source.events)
          if (data.record && data.record["owner"] !== person.id) expect(data.record).not.toHaveProperty("secret");
        await source[Symbol.asyncDispose]();
      }
    }),
    { numRuns },
  );
});

const lastLevel = 99;

/** Waits until the stream told of a record that is written last of all. */
async function marked({ person, source }: Client, running: TestApp): Promise<void> {
  const answer = await running
    .as(person)
    .fetch("/api/cards", { method: "POST", body: JSON.stringify({ level: lastLevel, shared: false }) });
  const { id } = (await answer.json()) as Item;
  await expect.poll(() => source.events.some(({ data }) => data.record?.id === id), { interval: 2 }).toBe(true);
}

/** The connection is lost, and the client goes on where it was. */
async function cut(client: Client | undefined, running: TestApp): Promise<void> {
  if (!client) return;
  const { source, person, snapshots } = client;
  await source[Symbol.asyncDispose]();
  for (const sub of subs) {
    const told = source.events.findLastIndex(({ name, data }) => name === "resync" && data.sub === sub);
    const base = told < 0 ? (snapshots.get(sub) ?? []) : await list(running, person, sub);
    snapshots.set(sub, applyEvents(base, source.events.slice(told + 1), sub));
  }
  client.source = await openSource(running, person, query, source.lastEventId);
}
