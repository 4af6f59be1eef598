import { auth, defineApp, defineCollection, owner } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { call } from "../call.ts";

const committed: string[] = [];

const shop = defineApp({
  name: "shop",
  collections: [
    defineCollection("notes", {
      schema: z.object({ text: z.string().min(1) }),
      unique: ["text"],
      softDelete: true,
      rules: { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() },
      hooks: { afterCommit: ({ new: note }) => void committed.push(note?.text ?? "-") },
    }),
    defineCollection("pages", { schema: z.object({}), rules: { create: auth.signedIn() } }),
  ],
  routes: { "POST /api/pages": () => "mine", "POST /api/other": () => "mine" },
});

const create = (text: string) => ({ method: "POST", path: "/api/notes", body: { text } });

describe.each(["memory", "sqlite"] as const)("POST /api/batch on %s", (engine) => {
  const open = () => createTestApp(shop, { engine });

  it("does all operations, in order, each as it would be done alone", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const { body: note } = await call(ann, "POST /api/notes", { text: "a" });
    committed.length = 0;
    const path = `/api/notes/${note.id}`;
    const { status, body } = await call(ann, "POST /api/batch", {
      operations: [
        create("b"),
        { method: "PATCH", path, body: { text: "c" }, if_match: '"1"' },
        { method: "GET", path: "/api/notes?sort=text&count=true" },
        { method: "DELETE", path },
        { method: "POST", path: `${path}/restore` },
        { method: "GET", path },
      ],
    });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { status: 201, body: { text: "b", owner: "ann", version: 1 } },
      { status: 200, body: { text: "c", version: 2 } },
      { status: 200, body: { items: [{ text: "b" }, { text: "c" }], total: 2 } },
      { status: 204, body: null },
      { status: 200, body: { version: 4 } },
      { status: 200, body: { text: "c", version: 4 } },
    ]);
    expect(committed).toEqual(["b", "c", "c", "c"]);
  });
});

describe("POST /api/batch", () => {
  const open = () => createTestApp(shop);

  it.each([
    ["wrong input", { method: "POST", path: "/api/notes", body: { text: "" } }, 400, "request.invalid"],
    ["a unique value that the batch itself takes", create("a"), 409, "record.conflict"],
    ["a record that is not there", { method: "DELETE", path: "/api/notes/x" }, 404, "record.not-found"],
    ["what has no rule", { method: "GET", path: "/api/pages" }, 403, "record.forbidden"],
    ["a wrong parameter", { method: "GET", path: "/api/notes?colour=red" }, 400, "request.invalid"],
    ["a wrong version", { method: "DELETE", path: "/api/notes/x", if_match: "3" }, 400, "request.invalid"],
    ["a route of the app", { method: "POST", path: "/api/other" }, 404, "route.not-found"],
    ["a route that stands in for an operation", { method: "POST", path: "/api/pages" }, 404, "route.not-found"],
    ["the kernel", { method: "POST", path: "/api/auth/sign-out" }, 404, "route.not-found"],
    ["itself", { method: "POST", path: "/api/batch", body: { operations: [] } }, 404, "route.not-found"],
    ["a path that goes on", { method: "GET", path: "/api/notes/x/y/z" }, 404, "route.not-found"],
  ])("does nothing when one operation is %s, and says which", async (_what, wrong, status, code) => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    committed.length = 0;
    const answer = await call(ann, "POST /api/batch", { operations: [create("a"), wrong] });
    expect(answer).toMatchObject({ status, body: { code, index: 1 } });
    expect((await call(ann, "GET /api/notes")).body.items).toEqual([]);
    expect(committed).toEqual([]);
  });

  it("tells the version and the item of what is wrong, as alone", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const { body: note } = await call(ann, "POST /api/notes", { text: "a" });
    const patch = { method: "PATCH", path: `/api/notes/${note.id}`, body: { text: "b" }, if_match: '"9"' };
    const answer = await call(ann, "POST /api/batch", { operations: [patch] });
    const numbered = { ...patch, if_match: 9 };
    expect((await call(ann, "POST /api/batch", { operations: [numbered] })).body).toMatchObject({ current_version: 1 });
    expect(answer).toMatchObject({
      status: 412,
      body: { code: "record.version-conflict", current_version: 1, index: 0 },
    });
    const wrong = await call(ann, "POST /api/batch", { operations: [create("")] });
    expect(wrong.body).toMatchObject({ index: 0, errors: [{ path: "/text", code: "too-small" }] });
  });

  it("does not do what others may not", async () => {
    await using app = await open();
    const [ann, bob] = [app.as({ id: "ann", organization: "o" }), app.as({ id: "bob", organization: "o" })];
    const { body: note } = await call(ann, "POST /api/notes", { text: "a" });
    const path = `/api/notes/${note.id}`;
    const answer = await call(bob, "POST /api/batch", { operations: [{ method: "DELETE", path }] });
    expect(answer).toMatchObject({ status: 404, body: { code: "record.not-found", index: 0 } });
    const nobody = { fetch: (to: string, init?: RequestInit) => app.fetch(new Request(`http://app.test${to}`, init)) };
    const json = { "content-type": "application/json" };
    const anonymous = await call(nobody, "POST /api/batch", { operations: [create("b")] }, json);
    expect(anonymous).toMatchObject({ status: 401, body: { code: "auth.required", index: 0 } });
  });

  it("takes 100 operations and no more", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const operations = (count: number) => ({
      operations: Array.from({ length: count }, (_, n) => create(`${count}-${n}`)),
    });
    expect((await call(ann, "POST /api/batch", operations(100))).body.results).toHaveLength(100);
    expect(await call(ann, "POST /api/batch", operations(101))).toMatchObject({
      status: 413,
      body: { code: "request.too-many-operations" },
    });
    expect((await call(ann, "GET /api/notes?count=true&limit=1")).body.total).toBe(100);
  });
});

it.each([
  ["nothing", undefined],
  ["no operations", {}],
  ["none", { operations: [] }],
  ["another method", { operations: [{ method: "PUT", path: "/api/notes" }] }],
  ["an address instead of a path", { operations: [{ method: "GET", path: "http://x/api/notes" }] }],
  ["an unknown key", { operations: [{ method: "GET", path: "/api/notes", header: {} }] }],
])("a batch of %s is refused", async (_what, body) => {
  await using app = await createTestApp(shop);
  const answer = await call(app.as({ id: "ann" }), "POST /api/batch", body);
  expect(answer).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  expect(answer.body.errors.length).toBeGreaterThan(0);
});
