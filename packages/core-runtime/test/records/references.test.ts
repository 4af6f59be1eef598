import { auth, defineApp, defineCollection, owner, reference } from "@mozaiks/core-runtime";
import { createTestApp, type TestAppOptions } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { call, withoutInstance } from "../call.ts";

const open = auth.signedIn();
const rules = { list: open, read: open, create: open, update: open, delete: open };
const to = (name: string, onDelete: "restrict" | "cascade" | "set-null" = "restrict") =>
  reference(name, { onDelete }).optional();

const deleted: string[] = [];

/** Projects; their tasks go with them, their bills hold them, and notes forget them. Steps go with tasks. */
const app = defineApp({
  name: "work",
  collections: [
    defineCollection("secrets", { schema: z.object({}), rules: { create: open, read: owner() } }),
    defineCollection("projects", { schema: z.object({ name: z.string() }), rules, unique: ["name"] }),
    defineCollection("tasks", {
      schema: z.object({
        project: to("projects", "cascade"),
        next: to("tasks", "cascade"),
        helpers: z.array(reference("users")).default([]),
        others: z.array(reference("tasks")).default([]),
        secret: to("secrets"),
      }),
      rules,
      softDelete: true,
    }),
    defineCollection("steps", {
      schema: z.object({ task: to("tasks", "cascade") }),
      rules: { create: open, list: open, read: open },
    }),
    defineCollection("bills", { schema: z.object({ project: to("projects"), step: to("steps") }), rules }),
    defineCollection("notes", {
      schema: z.object({
        first: to("projects", "set-null"),
        second: to("projects", "set-null"),
        task: to("tasks", "set-null"),
      }),
      rules,
      hooks: {
        beforeWrite(next, old) {
          if (!next) deleted.push(`note ${old?.version}`);
        },
      },
    }),
  ],
});

async function team(options: TestAppOptions = {}) {
  const opened = await createTestApp(app, options);
  const ann = opened.as({ id: "ann", organization: "o" });
  const create = async (name: string, data: object = {}) => (await call(ann, `POST /api/${name}`, data)).body;
  return { opened, ann, bob: opened.as({ id: "bob", organization: "o" }), eve: opened.as({ id: "eve" }), create };
}

describe("a reference", () => {
  it("to what is foreign, unreadable, deleted, missing or no id is refused with the same bytes", async () => {
    const { opened, ann, bob, eve } = await team();
    await using _opened = opened;
    const [theirs, foreign] = await Promise.all([bob, eve].map((one) => call(one, "POST /api/secrets", {})));
    const ids = [theirs?.body.id, foreign?.body.id, "01890000-0000-7000-8000-000000000000", "x", ""];
    const answers = await Promise.all(ids.map((secret) => call(ann, "POST /api/tasks", { secret })));
    expect(new Set(answers.map(withoutInstance)).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 400,
      body: { code: "reference.not-found", errors: [{ path: "/secret" }] },
    });
    const { body: task } = await call(ann, "POST /api/tasks", {});
    for (const secret of ids)
      expect(withoutInstance(await call(ann, `PATCH /api/tasks/${task.id}`, { secret }))).toBe(
        answers[0] && withoutInstance(answers[0]),
      );
    expect((await call(ann, "GET /api/tasks?count=true")).body.total).toBe(1);
  });

  it("is asked for again only when it changes", async () => {
    const { opened, ann, bob } = await team();
    await using _opened = opened;
    const { body: secret } = await call(bob, "POST /api/secrets", {});
    const { body: task } = await call(bob, "POST /api/tasks", { secret: secret.id });
    expect((await call(ann, `PATCH /api/tasks/${task.id}`, { secret: secret.id, helpers: ["ann"] })).status).toBe(200);
  });

  it("in a list is checked one by one, users among members", async () => {
    const { opened, ann, bob, create } = await team();
    await using _opened = opened;
    await bob.fetch("/api/tasks");
    const task = await create("tasks");
    expect((await call(ann, "POST /api/tasks", { helpers: ["ann", "bob"], others: [task.id, task.id] })).status).toBe(
      201,
    );
    const refused = { status: 400, body: { code: "reference.not-found", errors: [{ path: "/helpers" }] } };
    expect(await call(ann, "POST /api/tasks", { helpers: ["ann", "eve"] })).toMatchObject(refused);
    expect((await call(ann, "POST /api/tasks", { others: [task.id, "x"] })).body.errors).toMatchObject([
      { path: "/others" },
    ]);
  });
});

describe.each(["memory", "sqlite"] as const)("deleting what is referred to, on %s", (engine) => {
  it("takes along what cascades, through several hops, and forgets what is set to null", async () => {
    const { opened, ann, create } = await team({ engine });
    await using _opened = opened;
    const [project, other] = [await create("projects", { name: "a" }), await create("projects", { name: "b" })];
    const task = await create("tasks", { project: project.id });
    await create("tasks", { next: task.id });
    await create("tasks", { project: other.id });
    await create("steps", { task: task.id });
    const note = await create("notes", { first: project.id, second: project.id, task: task.id });
    expect((await call(ann, `DELETE /api/projects/${project.id}`)).status).toBe(204);
    const left = await Promise.all(
      ["projects", "tasks", "steps", "notes"].map(
        async (name) => (await call(ann, `GET /api/${name}?count=true`)).body.total,
      ),
    );
    expect(left).toEqual([1, 1, 0, 1]);
    expect((await call(ann, `GET /api/notes/${note.id}`)).body).toMatchObject({
      first: null,
      second: null,
      task: null,
      version: 2,
    });
  });

  it("is refused where something holds it, also far behind, and nothing is touched", async () => {
    const { opened, ann, create } = await team({ engine });
    await using _opened = opened;
    const project = await create("projects", { name: "a" });
    const task = await create("tasks", { project: project.id });
    const step = await create("steps", { task: task.id });
    const note = await create("notes", { first: project.id });
    const bill = await create("bills", { step: step.id });
    const refused = { status: 409, body: { code: "record.referenced" } };
    expect(await call(ann, `DELETE /api/projects/${project.id}`)).toMatchObject(refused);
    expect((await call(ann, `GET /api/notes/${note.id}`)).body).toEqual(note);
    await call(ann, `PATCH /api/bills/${bill.id}`, { step: null, project: project.id });
    expect(await call(ann, `DELETE /api/projects/${project.id}`)).toMatchObject(refused);
    await call(ann, `DELETE /api/bills/${bill.id}`);
    expect((await call(ann, `DELETE /api/projects/${project.id}`)).status).toBe(204);
    expect((await call(ann, "GET /api/steps")).body.items).toEqual([]);
  });

  it("is part of the transaction of a batch", async () => {
    const { opened, ann, create } = await team({ engine });
    await using _opened = opened;
    const project = await create("projects", { name: "a" });
    await create("tasks", { project: project.id });
    const operations = [
      { method: "DELETE", path: `/api/projects/${project.id}` },
      { method: "POST", path: "/api/projects", body: { name: 1 } },
    ];
    expect((await call(ann, "POST /api/batch", { operations })).body.index).toBe(1);
    expect((await call(ann, "GET /api/tasks")).body.items).toHaveLength(1);
  });
});

it("what is deleted by rows that go in a circle goes once", async () => {
  const { opened, ann, create } = await team();
  await using _opened = opened;
  const first = await create("tasks");
  const second = await create("tasks", { next: first.id });
  await call(ann, `PATCH /api/tasks/${first.id}`, { next: second.id });
  expect((await call(ann, `DELETE /api/tasks/${second.id}`)).status).toBe(204);
  expect((await call(ann, "GET /api/tasks")).body.items).toEqual([]);
});

it("a record of the whole app that organizations may refer to stays", async () => {
  const countries = defineCollection("countries", { scope: "global", schema: z.object({}), rules });
  const towns = defineCollection("towns", { schema: z.object({ country: to("countries", "cascade") }), rules });
  await using opened = await createTestApp(defineApp({ name: "map", collections: [countries, towns] }));
  const ann = opened.as({ id: "ann" });
  const { body: country } = await call(ann, "POST /api/countries", {});
  expect((await call(ann, "POST /api/towns", { country: country.id })).status).toBe(201);
  const eve = opened.as({ id: "eve" });
  expect(await call(eve, `DELETE /api/countries/${country.id}`)).toMatchObject({
    status: 409,
    body: { code: "record.referenced" },
  });
});
