import { auth, defineApp, defineCollection, owner, where } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { call, withoutInstance } from "../call.ts";

const schema = {
  title: z.string(),
  note: z.string().optional(),
  salary: z.int().optional(),
  state: z.string().default("draft"),
};
const rules = { list: auth.signedIn(), read: auth.signedIn(), create: auth.signedIn(), update: auth.signedIn() };

const appWith = (shape: z.ZodRawShape, fields: object) =>
  defineApp({ name: "staff", collections: [defineCollection("people", { schema: z.object(shape), rules, fields })] });

const staff = appWith(schema, {
  note: { read: owner(), write: owner() },
  salary: { read: auth.role("admin"), write: auth.role("admin") },
  title: { write: where("record.state == 'draft'") },
});

async function team() {
  const app = await createTestApp(staff);
  const ann = app.as({ id: "ann", organization: "o", role: "member" });
  const bob = app.as({ id: "bob", organization: "o", role: "admin" });
  return { app, ann, bob };
}

describe("a field that may not be read", () => {
  it("is absent everywhere", async () => {
    const { app, ann, bob } = await team();
    await using _app = app;
    const { body: mine } = await call(ann, "POST /api/people", { title: "a", note: "n" });
    expect(mine).toMatchObject({ note: "n" });
    expect(mine).not.toHaveProperty("salary");
    const path = `/api/people/${mine.id}`;
    const seen = await call(bob, `GET ${path}`);
    expect(seen.body).toMatchObject({ title: "a", salary: null });
    expect(seen.body).not.toHaveProperty("note");
    expect((await call(bob, "GET /api/people")).body.items[0]).not.toHaveProperty("note");
    expect((await call(bob, `PATCH ${path}`, { salary: 5 })).body).not.toHaveProperty("note");
    expect((await call(ann, `GET ${path}`)).body).not.toHaveProperty("salary");
  });

  it.each([
    "filter=note == null",
    'filter="a" == note',
    "sort=note",
    "sort=-note",
    "expand=note",
    'filter=note.contains("a")',
  ])("is as unknown to ?%s as one that is not there", async (query) => {
    const { note: _note, ...others } = schema;
    await using hidden = await createTestApp(staff);
    const fields = {
      salary: { read: auth.role("admin"), write: auth.role("admin") },
      title: { write: auth.signedIn() },
    };
    await using absent = await createTestApp(appWith(others, fields));
    const [there, notThere] = await Promise.all(
      [hidden, absent].map((app) =>
        call(app.as({ id: "ann", organization: "o" }), `GET /api/people?${encodeURI(query)}`),
      ),
    );
    expect(there?.status).toBe(400);
    expect(there && withoutInstance(there)).toBe(notThere && withoutInstance(notThere));
  });

  it("can be filtered and sorted by where its rule does not depend on the record", async () => {
    const { app, ann, bob } = await team();
    await using _app = app;
    await call(bob, "POST /api/people", { title: "a", salary: 5 });
    expect((await call(bob, "GET /api/people?filter=salary%20%3E%203&sort=salary")).body.items).toHaveLength(1);
    expect((await call(ann, "GET /api/people?filter=salary%20%3E%203")).body.errors[0].code).toBe("unknown-field");
  });
});

describe("a field that may not be written", () => {
  const readOnly = (field: string) => ({ status: 400, body: { errors: [{ path: `/${field}`, code: "read-only" }] } });

  it("is refused when creating and changing, and left alone otherwise", async () => {
    const { app, ann, bob } = await team();
    await using _app = app;
    expect(await call(ann, "POST /api/people", { title: "a", salary: 5 })).toMatchObject(readOnly("salary"));
    const { body: mine } = await call(ann, "POST /api/people", { title: "a", note: "n" });
    const path = `/api/people/${mine.id}`;
    expect(await call(ann, `PATCH ${path}`, { salary: null })).toMatchObject(readOnly("salary"));
    expect(await call(bob, `PATCH ${path}`, { note: "b" })).toMatchObject(readOnly("note"));
    expect((await call(bob, `PATCH ${path}`, { salary: 7, state: "done" })).status).toBe(200);
    expect(await call(ann, `PATCH ${path}`, { title: "b", state: "draft" })).toMatchObject(readOnly("title"));
    expect((await call(ann, `PATCH ${path}`, { state: "draft" })).body).toMatchObject({
      title: "a",
      note: "n",
      version: 3,
    });
    expect((await call(bob, `GET ${path}`)).body).toMatchObject({ salary: 7 });
  });
});
