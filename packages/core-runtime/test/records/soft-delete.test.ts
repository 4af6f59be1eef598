import { auth, defineApp, defineCollection, owner, reference } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { call } from "../call.ts";

const rules = { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() };

const app = defineApp({
  name: "bin",
  collections: [
    defineCollection("boxes", { schema: z.object({}), rules, softDelete: true }),
    defineCollection("notes", {
      schema: z.object({
        slug: z.string().optional(),
        a: z.string().optional(),
        b: z.int().optional(),
        box: reference("boxes", { onDelete: "set-null" }).optional(),
      }),
      unique: ["slug", ["a", "b"]],
      softDelete: true,
      rules,
    }),
    defineCollection("plain", { schema: z.object({}), rules }),
  ],
});

describe.each(["memory", "sqlite"] as const)("on %s", (engine) => {
  const open = () => createTestApp(app, { engine });

  it("a deleted record is gone until it is restored, by the rule of deleting", async () => {
    await using opened = await open();
    const [ann, bob] = [opened.as({ id: "ann", organization: "o" }), opened.as({ id: "bob", organization: "o" })];
    const { body: note } = await call(ann, "POST /api/notes", { slug: "a" });
    const path = `/api/notes/${note.id}`;
    expect((await call(ann, `POST ${path}/restore`)).status).toBe(404);
    expect((await call(ann, `DELETE ${path}`)).status).toBe(204);
    for (const request of [`GET ${path}`, `DELETE ${path}`]) expect((await call(ann, request)).status).toBe(404);
    expect((await call(ann, `PATCH ${path}`, {})).status).toBe(404);
    expect((await call(ann, "GET /api/notes?count=true")).body).toMatchObject({ items: [], total: 0 });
    expect((await call(bob, `POST ${path}/restore`)).status).toBe(404);
    expect((await call(ann, `POST ${path}/restore`, undefined, { "if-match": '"1"' })).body.current_version).toBe(2);
    const back = await call(ann, `POST ${path}/restore`);
    expect(back).toMatchObject({ status: 200, body: { id: note.id, slug: "a", version: 3 } });
    expect(back.body).not.toHaveProperty("deleted_at");
    expect(back.headers.get("etag")).toBe('"3"');
  });

  it("unique values are free while their record is deleted, and it stays so when they are taken", async () => {
    await using opened = await open();
    const ann = opened.as({ id: "ann" });
    const { body: first } = await call(ann, "POST /api/notes", { slug: "a" });
    await call(ann, `DELETE /api/notes/${first.id}`);
    expect((await call(ann, "POST /api/notes", { slug: "a" })).status).toBe(201);
    const answer = await call(ann, `POST /api/notes/${first.id}/restore`);
    expect(answer).toMatchObject({ status: 409, body: { code: "record.conflict", errors: [{ path: "/slug" }] } });
    expect((await call(ann, `GET /api/notes/${first.id}`)).status).toBe(404);
  });

  it("unique values are one organization's, nulls never collide, and several fields count together", async () => {
    await using opened = await open();
    const [ann, eve] = [opened.as({ id: "ann" }), opened.as({ id: "eve" })];
    const create = async (person: typeof ann, data: object) => (await call(person, "POST /api/notes", data)).status;
    expect(await create(ann, { slug: "a", a: "x", b: 1 })).toBe(201);
    expect(await create(eve, { slug: "a", a: "x", b: 1 })).toBe(201);
    expect(await create(ann, { slug: null, a: "x" })).toBe(201);
    expect(await create(ann, { a: "x" })).toBe(201);
    const { body: other } = await call(ann, "POST /api/notes", { a: "x", b: 2 });
    const answer = await call(ann, `PATCH /api/notes/${other.id}`, { b: 1 });
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ path: "/a" }, { path: "/b" }] } });
    expect(await create(ann, { slug: "A" })).toBe(201);
    expect(await create(ann, { slug: "a" })).toBe(409);
  });

  it("references to a deleted record are cleared, and it cannot be referred to", async () => {
    await using opened = await open();
    const ann = opened.as({ id: "ann" });
    const { body: box } = await call(ann, "POST /api/boxes", {});
    const { body: note } = await call(ann, "POST /api/notes", { box: box.id });
    await call(ann, `DELETE /api/boxes/${box.id}`);
    expect((await call(ann, `GET /api/notes/${note.id}`)).body.box).toBeNull();
    expect((await call(ann, "POST /api/notes", { box: box.id })).body.code).toBe("reference.not-found");
  });

  it("a deleted record comes back only where what it refers to is still there", async () => {
    await using opened = await open();
    const ann = opened.as({ id: "ann" });
    const { body: box } = await call(ann, "POST /api/boxes", {});
    const { body: note } = await call(ann, "POST /api/notes", { box: box.id });
    await call(ann, `DELETE /api/notes/${note.id}`);
    await call(ann, `DELETE /api/boxes/${box.id}`);
    expect((await call(ann, `POST /api/notes/${note.id}/restore`)).body.code).toBe("reference.not-found");
    await call(ann, `POST /api/boxes/${box.id}/restore`);
    expect((await call(ann, `POST /api/notes/${note.id}/restore`)).body).toMatchObject({ box: box.id });
  });
});

it("only collections that keep deleted records restore", async () => {
  await using opened = await createTestApp(app);
  const ann = opened.as({ id: "ann" });
  const { body } = await call(ann, "POST /api/plain", {});
  expect((await call(ann, `POST /api/plain/${body.id}/restore`)).body.code).toBe("route.not-found");
});
