import {
  auth,
  type CollectionApi,
  db as anyDb,
  decimal,
  defineApp,
  defineCollection,
  owner,
} from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const things = defineCollection("things", {
  schema: z.object({
    text: z.string(),
    size: z.int().optional(),
    done: z.boolean().default(false),
    price: decimal({ precision: 8, scale: 2 }).optional(),
    tags: z.array(z.string()).default([]),
    hidden: z.string().optional(),
    extra: z.json().optional(),
  }),
  fields: { hidden: { read: owner() } },
  rules: { list: auth.signedIn(), read: auth.signedIn(), create: auth.signedIn() },
});
const app = defineApp({ name: "things", collections: [things] });
const db = anyDb as unknown as { readonly things: CollectionApi<typeof things> };
type Filter = NonNullable<NonNullable<Parameters<typeof db.things.list>[0]>["filter"]>;

const found: readonly (readonly [Filter, string])[] = [
  [{}, "abc"],
  [{ text: "a" }, "a"],
  [{ size: null }, "c"],
  [{ done: false, size: { gte: 2 } }, "b"],
  [{ size: { gt: 1, lt: 5 } }, "b"],
  [{ size: { lte: 1 } }, "a"],
  [{ size: { ne: 1 } }, "bc"],
  [{ size: { eq: null } }, "c"],
  [{ text: { in: ["a", "c", "z"] } }, "ac"],
  [{ text: { in: [] } }, ""],
  [{ size: { in: [null, 1] } }, "ac"],
  [{ price: { gte: "9.5" } }, "b"],
  [{ tags: { has: "x" } }, "a"],
  [{ text: { startsWith: "a" } }, "a"],
  [{ text: { contains: "%" } }, ""],
  [{ or: [{ text: "a" }, { size: { gte: 2 } }] }, "ab"],
  [{ or: [] }, ""],
  [{ and: [{ text: "a" }, { size: 1 }] }, "a"],
  [{ not: { or: [{ text: "a" }, { size: null }] } }, "b"],
  [{ size: undefined }, "abc"],
];

const wrong: readonly (readonly [unknown, string, string])[] = [
  [[], "type", "object of fields"],
  [{ titel: "a" }, "unknown-field", "titel"],
  [{ tag: { has: "x" } }, "unknown-field", 'did you mean "tags"?'],
  [{ hidden: null }, "unknown-field", "hidden"],
  [{ tenant: "a" }, "unknown-field", "tenant"],
  [{ size: "1" }, "type", "takes a number"],
  [{ size: { like: 1 } }, "invalid", "eq, ne, lt"],
  [{ text: { in: "a" } }, "type", "a list"],
  [{ text: { has: "a" } }, "type", "no list"],
  [{ size: { contains: "1" } }, "type", "no text"],
  [{ tags: { gt: null } }, "type", "has no order"],
  [{ extra: 1 }, "type", "null"],
  [{ or: { text: "a" } }, "type", "a list of filters"],
  [{ not: "a" }, "type", "object of fields"],
];

describe("a filter object", () => {
  it.each(["memory", "sqlite"] as const)("finds what fulfils it, on %s", async (engine) => {
    await using opened = await createTestApp(app, { engine });
    await opened.as({ id: "ann" }).run(async () => {
      await db.things.create({ text: "a", size: 1, tags: ["x"] });
      await db.things.create({ text: "b", size: 2, price: "10" });
      await db.things.create({ text: "c", done: true });
      for (const [filter, texts] of found) {
        const { items, total } = await db.things.list({ filter, sort: "text", count: true });
        expect([filter, items.map(({ text }) => text).join(""), total]).toEqual([filter, texts, texts.length]);
        expect(await db.things.count({ filter })).toBe(texts.length);
      }
    });
  });

  it.each(wrong)("%j is refused as %s", async (filter, code, says) => {
    await using opened = await createTestApp(app);
    const list = opened.as({ id: "ann" }).run(() => db.things.list({ filter: filter as Filter }));
    const errors = [{ path: "?filter", code, message: expect.stringContaining(says) }];
    await expect(list).rejects.toMatchObject({ code: "request.invalid", members: { errors } });
  });
});
