import {
  auth,
  type CollectionOptions,
  defineApp,
  defineCollection,
  owner,
  reference,
  refuse,
  where,
} from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { call } from "../call.ts";

const shape = {
  title: z.string().max(10),
  slug: z.string().optional(),
  secret: z.string().optional(),
  parent: reference("notes", { onDelete: "cascade" }).optional(),
};
type Hooks = NonNullable<CollectionOptions<typeof shape>["hooks"]>;

const appWith = (hooks: Hooks, options: object = {}) =>
  defineApp({
    name: "hooked",
    collections: [
      defineCollection("notes", {
        schema: z.object(shape),
        fields: { secret: { read: owner() } },
        rules: {
          list: auth.signedIn(),
          read: auth.signedIn(),
          create: where("record.slug != 'forbidden'"),
          update: auth.signedIn(),
          delete: auth.signedIn(),
        },
        softDelete: true,
        hooks,
        ...options,
      }),
    ],
  });

describe("beforeWrite", () => {
  it("sees the record before and after, whole, and is told what is done and by whom", async () => {
    const seen: unknown[] = [];
    const now = new Date("2026-01-01T00:00:00Z");
    const hooks: Hooks = {
      beforeWrite(next, old, { operation, user, now: time }) {
        seen.push([operation, next && [next.title, next.version], old && [old.title, old.secret], user?.id, time]);
      },
    };
    await using app = await createTestApp(appWith(hooks), { now: () => now });
    const [ann, bob] = [app.as({ id: "ann", organization: "o" }), app.as({ id: "bob", organization: "o" })];
    const { body } = await call(ann, "POST /api/notes", { title: "a", secret: "s" });
    await call(bob, `PATCH /api/notes/${body.id}`, { title: "b" });
    await call(bob, `DELETE /api/notes/${body.id}`);
    await call(ann, `POST /api/notes/${body.id}/restore`);
    expect(seen).toEqual([
      ["create", ["a", 1], null, "ann", now],
      ["update", ["b", 2], ["a", "s"], "bob", now],
      ["delete", null, ["b", "s"], "bob", now],
      ["restore", ["b", 4], ["b", "s"], "ann", now],
    ]);
  });

  it("changes what is written, and the rule is asked of that", async () => {
    const beforeWrite: NonNullable<Hooks["beforeWrite"]> = async (next) =>
      next && { ...next, slug: next.title.toLowerCase() };
    await using app = await createTestApp(appWith({ beforeWrite }));
    const ann = app.as({ id: "ann" });
    const { body } = await call(ann, "POST /api/notes", { title: "A" });
    expect(body).toMatchObject({ title: "A", slug: "a" });
    expect((await call(ann, `PATCH /api/notes/${body.id}`, { title: "B" })).body).toMatchObject({ slug: "b" });
    expect((await call(ann, "POST /api/notes", { title: "FORBIDDEN" })).body.code).toBe("record.forbidden");
  });

  it.each([
    ["what the schema refuses", () => ({ title: "x".repeat(11) }), 400, "request.invalid"],
    ["null for what is required", () => ({ title: null }), 400, "request.invalid"],
    ["a reference to nothing", () => ({ parent: "x" }), 400, "reference.not-found"],
    ["a field that there is not", () => ({ colour: "red" }), 500, "internal.error"],
    ["what the server sets", () => ({ owner: "bob" }), 500, "internal.error"],
    ["a refusal", () => refuse("Not now"), 400, "request.invalid"],
    ["a mistake", fail, 500, "internal.error"],
  ])("writes nothing when it gives %s", async (_what, beforeWrite, status, code) => {
    await using app = await createTestApp(appWith({ beforeWrite }));
    const ann = app.as({ id: "ann" });
    expect(await call(ann, "POST /api/notes", { title: "a" })).toMatchObject({ status, body: { code } });
    expect((await call(ann, "GET /api/notes")).body.items).toEqual([]);
  });

  it("can refuse deletions, of what goes along too", async () => {
    const beforeWrite: NonNullable<Hooks["beforeWrite"]> = (next, old) =>
      !next && old?.title === "keep" ? refuse("is kept", { field: "title" }) : undefined;
    await using app = await createTestApp(appWith({ beforeWrite }));
    const ann = app.as({ id: "ann" });
    const { body: parent } = await call(ann, "POST /api/notes", { title: "a" });
    const { body: kept } = await call(ann, "POST /api/notes", { title: "keep", parent: parent.id });
    const errors = [{ path: "/title", code: "invalid", message: "is kept" }];
    for (const { id } of [parent, kept])
      expect(await call(ann, `DELETE /api/notes/${id}`)).toMatchObject({ status: 400, body: { errors } });
    expect((await call(ann, "GET /api/notes")).body.items).toHaveLength(2);
  });
});

describe("afterCommit", () => {
  it("is told of every change, whole, when it can be read", async () => {
    const seen: unknown[] = [];
    const hooks: Hooks = {
      afterCommit({ collection, old, new: next }) {
        seen.push([collection, old?.title ?? null, next && [next.title, next.secret, next.deleted_at !== undefined]]);
      },
    };
    await using app = await createTestApp(appWith(hooks));
    const ann = app.as({ id: "ann" });
    const { body } = await call(ann, "POST /api/notes", { title: "a", secret: "s" });
    await call(ann, "POST /api/notes", { title: "b", parent: body.id });
    await call(ann, `DELETE /api/notes/${body.id}`);
    await call(ann, "POST /api/notes", { title: 1 });
    expect(seen).toEqual([
      ["notes", null, ["a", "s", false]],
      ["notes", null, ["b", null, false]],
      ["notes", "a", ["a", "s", true]],
      ["notes", "b", ["b", null, true]],
    ]);
  });

  it("changes nothing by failing, which is logged", async () => {
    const logged: unknown[] = [];
    const log = { info: () => {}, warn: () => {}, error: (fields: unknown) => logged.push(fields) };
    await using app = await createTestApp(appWith({ afterCommit: fail }), { log });
    expect((await call(app.as({ id: "ann" }), "POST /api/notes", { title: "a" })).status).toBe(201);
    expect(logged).toMatchObject([{ event: "hook.failed", collection: "notes", hook: "afterCommit" }]);
  });
});

function fail(): never {
  throw new Error("broken");
}
