import { auth, defineApp, defineCollection, owner } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { call } from "../call.ts";

const shop = defineApp({
  name: "shop",
  collections: [
    defineCollection("notes", {
      schema: z.object({ text: z.string().min(1), pages: z.int().default(1), slug: z.string().optional() }),
      unique: ["slug"],
      rules: { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() },
    }),
  ],
});
const key = (value: string) => ({ "idempotency-key": value });
const everything = { op: "constant", value: true } as const;

describe.each(["memory", "sqlite"] as const)("Idempotency-Key on %s", (engine) => {
  const open = (now?: () => Date) => createTestApp(shop, { engine, ...(now && { now }) });

  it("answers the same for the same request, whatever happened since", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const create = () => call(ann, "POST /api/notes", { text: "a", pages: 2 }, key("k"));
    const first = await create();
    expect(first.status).toBe(201);
    await call(ann, `PATCH /api/notes/${first.body.id}`, { pages: 9 });
    const again = await call(ann, "POST /api/notes", '{"pages":2,"text":"a"}', key("k"));
    expect([again.status, again.body]).toEqual([201, first.body]);
    for (const name of ["etag", "location", "content-type"])
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    expect((await call(ann, "GET /api/notes?count=true")).body.total).toBe(1);
  });

  it("does a change, a deletion and a batch once", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const { body: note } = await call(ann, "POST /api/notes", { text: "a" });
    const path = `/api/notes/${note.id}`;
    const change = () => call(ann, `PATCH ${path}`, { text: "b" }, { ...key("k"), "if-match": '"1"' });
    expect([await change(), await change()]).toMatchObject([
      { status: 200, body: { version: 2 } },
      { status: 200, body: { version: 2 } },
    ]);
    const operations = [{ method: "POST", path: "/api/notes", body: { text: "c" } }];
    const batch = () => call(ann, "POST /api/batch", { operations }, key("k"));
    expect((await batch()).body).toEqual((await batch()).body);
    const remove = () => call(ann, `DELETE ${path}`, undefined, key("k"));
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
    expect((await call(ann, "GET /api/notes?count=true")).body.total).toBe(1);
  });

  it("does what races once", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const racing = Array.from({ length: 8 }, () => call(ann, "POST /api/notes", { text: "a" }, key("k")));
    const answers = await Promise.all(racing);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect((await call(ann, "GET /api/notes?count=true")).body.total).toBe(1);
  });

  it("does what races once, where the second of two alone would be refused", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const create = () => call(ann, "POST /api/notes", { text: "a", slug: "only" }, key("k"));
    const created = await Promise.all(Array.from({ length: 6 }, create));
    expect(new Set(created.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const path = `/api/notes/${created[0]?.body.id}`;
    const change = () => call(ann, `PATCH ${path}`, { pages: 2 }, { ...key("k"), "if-match": '"1"' });
    const changed = await Promise.all(Array.from({ length: 6 }, change));
    expect(changed.map(({ status, body }) => [status, body.version])).toEqual(changed.map(() => [200, 2]));
    const removed = await Promise.all(
      Array.from({ length: 6 }, () => call(ann, `DELETE ${path}`, undefined, key("k"))),
    );
    expect(removed.map(({ status }) => status)).toEqual(removed.map(() => 204));
  });

  it("is another key for another user, organization and route", async () => {
    await using app = await open();
    const people = [
      app.as({ id: "ann", organization: "o" }),
      app.as({ id: "bob", organization: "o" }),
      app.as({ id: "ann", organization: "p" }),
    ];
    const answers = await Promise.all(people.map((one) => call(one, "POST /api/notes", { text: "a" }, key("k"))));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(3);
    const [first] = people;
    const patch = first && (await call(first, `PATCH /api/notes/${answers[0]?.body.id}`, { text: "b" }, key("k")));
    expect(patch?.status).toBe(200);
  });

  it("forgets failures and, after a day, everything", async () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    await using app = await open(() => new Date(time));
    const ann = app.as({ id: "ann" });
    expect((await call(ann, "POST /api/notes", { text: "" }, key("k"))).status).toBe(400);
    const { body: first } = await call(ann, "POST /api/notes", { text: "a" }, key("k"));
    time += 24 * 60 * 60 * 1000 - 1;
    expect((await call(ann, "POST /api/notes", { text: "a" }, key("k"))).body.id).toBe(first.id);
    time += 1;
    const { status, body } = await call(ann, "POST /api/notes", { text: "b" }, key("k"));
    expect([status, body.id === first.id]).toEqual([201, false]);
  });

  it("takes expired answers away as new ones come", async () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    await using app = await open(() => new Date(time));
    const ann = app.as({ id: "ann" });
    for (const name of ["a", "b", "c"]) await call(ann, "POST /api/notes", { text: "a" }, key(name));
    time += 25 * 60 * 60 * 1000;
    await call(ann, "POST /api/notes", { text: "a" }, key("d"));
    const plan = { collection: "_idempotency", tenant: "org-ann", where: everything, deleted: "exclude" } as const;
    expect(await app.kernel.engine.count(plan)).toBe(1);
  });
});

describe("Idempotency-Key", () => {
  const open = () => createTestApp(shop);

  it.each([
    ["another body", "POST /api/notes", { text: "b" }, {}],
    ["a version", "POST /api/notes", { text: "a" }, { "if-match": '"1"' }],
  ])("refuses the key with %s", async (_what, request, body, headers) => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    await call(ann, "POST /api/notes", { text: "a" }, key("k"));
    const answer = await call(ann, request, body, { ...key("k"), ...headers });
    expect(answer).toMatchObject({ status: 409, body: { code: "idempotency.reused" } });
  });

  it.each(["", "a b", "ä", "x".repeat(256)])("refuses the key %j", async (value) => {
    await using app = await open();
    const headers = { "idempotency-key": Buffer.from(value).toString("latin1") };
    const answer = await call(app.as({ id: "ann" }), "POST /api/notes", { text: "a" }, headers);
    expect(answer).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });
});
