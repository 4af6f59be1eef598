import {
  and,
  auth,
  defineApp,
  defineCollection,
  member,
  not,
  or,
  owner,
  reference,
  type Rule,
  via,
  where,
} from "@mozaiks/core-runtime";
import { createTestApp, type TestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anonymous, call, withoutInstance } from "../call.ts";

const missing = "01890000-0000-7000-8000-000000000000";

const everything = (rule: Rule) => ({ list: rule, read: rule, create: rule, update: rule, delete: rule });

/** Documents that one rule decides about; projects are everybody's. */
const appWith = (rule: Rule, options: object = {}) =>
  defineApp({
    name: "docs",
    collections: [
      defineCollection("projects", {
        schema: z.object({ open: z.boolean().default(true), lead: reference("users").optional() }),
        rules: everything(auth.signedIn()),
      }),
      defineCollection("docs", {
        schema: z.object({
          title: z.string().default("x"),
          team: z.array(reference("users")).default([]),
          project: reference("projects").optional(),
          reviewer: reference("users").optional(),
        }),
        rules: { ...everything(auth.signedIn()), read: rule, list: rule },
        ...options,
      }),
    ],
  });

const people = (app: TestApp) => ({
  ann: app.as({ id: "ann", organization: "acme", role: "member" }),
  bob: app.as({ id: "bob", organization: "acme", role: "admin" }),
  eve: app.as({ id: "eve", organization: "other" }),
});

/** Ann makes a document; what Bob then sees of it. */
const visibility: readonly (readonly [string, Rule, object, "sees" | "does not see"])[] = [
  ["owner()", owner(), {}, "does not see"],
  ["not(owner())", not(owner()), {}, "sees"],
  ["auth.signedIn()", auth.signedIn(), {}, "sees"],
  ["auth.role() at his own", auth.role("admin"), {}, "sees"],
  ["auth.role() below his own", auth.role("viewer"), {}, "sees"],
  ["auth.role() above his own", auth.role("owner"), {}, "does not see"],
  ["member() with him", member("team"), { team: ["ann", "bob"] }, "sees"],
  ["member() without him", member("team"), { team: ["ann"] }, "does not see"],
  ["member() of nobody", member("team"), {}, "does not see"],
  ["where() of him", where("record.reviewer == user.id"), { reviewer: "bob" }, "sees"],
  ["where() of somebody else", where("record.reviewer == user.id"), { reviewer: "ann" }, "does not see"],
  ["where() of nobody", where("record.reviewer != user.id"), {}, "sees"],
  ["where() of his address", where("user.email == 'bob@example.com'"), {}, "sees"],
  ["where() of his role", where("org.role == 'admin' && org.id == 'acme'"), {}, "sees"],
  ["where() of the time", where("record.created_at <= now"), {}, "sees"],
  ["and()", and(auth.signedIn(), owner()), {}, "does not see"],
  ["or()", or(owner(), auth.role("admin")), {}, "sees"],
  ["via() a project he leads", via("project", where("record.lead == user.id")), { project: "bob" }, "sees"],
  [
    "via() a project he does not lead",
    via("project", where("record.lead == user.id")),
    { project: "ann" },
    "does not see",
  ],
  ["via() no project", via("project", auth.signedIn()), {}, "does not see"],
  ["not(via()) no project", not(via("project", auth.signedIn())), {}, "sees"],
];

describe.each(["memory", "sqlite"] as const)("on %s", (engine) => {
  it.each(
    engine === "memory" ? visibility : visibility.filter(([what]) => what.includes("via") || what.includes("member")),
  )("by %s", async (_what, rule, { project, ...doc }: { project?: string }, outcome) => {
    await using app = await createTestApp(appWith(rule), { engine });
    const { ann, bob, eve } = people(app);
    for (const person of [ann, bob]) await person.fetch("/api/projects");
    const { body: led } = await call(ann, "POST /api/projects", project ? { lead: project } : {});
    const created = await call(ann, "POST /api/docs", { ...doc, ...(project && { project: led.id }) });
    expect(created.status).toBe(201);
    const found = outcome === "sees" ? [200, 1] : [404, 0];
    const one = await call(bob, `GET /api/docs/${created.body.id}`);
    const many = await call(bob, "GET /api/docs?count=true");
    expect([one.status, many.body.items?.length ?? 0]).toEqual(found);
    const foreign = await call(eve, `GET /api/docs/${created.body.id}`);
    expect(withoutInstance(foreign)).toBe(withoutInstance(await call(eve, `GET /api/docs/${missing}`)));
  });
});

describe("a record that cannot be had answers the same", () => {
  const rules = { ...everything(owner()), create: auth.signedIn() };
  it.each([
    ["GET", undefined],
    ["PATCH", {}],
    ["DELETE", undefined],
  ])("to %s whether it is foreign, unreadable, deleted, missing or no id", async (method, body) => {
    await using app = await createTestApp(appWith(owner(), { rules, softDelete: true }));
    const { ann, bob, eve } = people(app);
    const [theirs, foreign, gone] = await Promise.all([ann, eve, bob].map((one) => call(one, "POST /api/docs", {})));
    await call(bob, `DELETE /api/docs/${gone?.body.id}`);
    const ids = [
      theirs?.body.id,
      foreign?.body.id,
      gone?.body.id,
      missing,
      missing.toUpperCase(),
      "x",
      "%00",
      "%F0",
      "..%2f",
    ];
    const answers = await Promise.all(ids.map((id) => call(bob, `${method} /api/docs/${id}`, body)));
    expect(new Set(answers.map(withoutInstance)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, body: { code: "record.not-found" } });
    expect(answers[0]?.body).not.toHaveProperty("errors");
  });
});

describe("writing", () => {
  it("is 403 where reading is allowed and writing is not", async () => {
    const rules = { ...everything(owner()), create: auth.signedIn(), read: auth.signedIn(), list: auth.signedIn() };
    await using app = await createTestApp(appWith(owner(), { rules, softDelete: true }));
    const { ann, bob } = people(app);
    const { body: doc } = await call(ann, "POST /api/docs", {});
    for (const request of [`PATCH /api/docs/${doc.id}`, `DELETE /api/docs/${doc.id}`])
      expect(await call(bob, request, request.startsWith("PATCH") ? { title: "mine" } : undefined)).toMatchObject({
        status: 403,
        body: { code: "record.forbidden" },
      });
    await call(ann, `DELETE /api/docs/${doc.id}`);
    expect((await call(bob, `POST /api/docs/${doc.id}/restore`)).status).toBe(403);
    expect((await call(ann, `POST /api/docs/${doc.id}/restore`)).status).toBe(200);
  });

  it("asks the rule of creating of the record as it is to be", async () => {
    const rules = { ...everything(auth.signedIn()), create: and(owner(), where("record.title != 'secret'")) };
    await using app = await createTestApp(appWith(owner(), { rules, ownerAssignable: true }));
    const { ann, bob } = people(app);
    await bob.fetch("/api/docs");
    expect((await call(ann, "POST /api/docs", { title: "a" })).status).toBe(201);
    expect((await call(ann, "POST /api/docs", { title: "secret" })).body.code).toBe("record.forbidden");
    expect((await call(ann, "POST /api/docs", { title: "a", owner: "bob" })).body.code).toBe("record.forbidden");
    expect((await call(ann, "GET /api/docs?count=true")).body.total).toBe(1);
  });

  it("asks the rule of changing of the record before and after", async () => {
    const mine = where("record.reviewer == user.id");
    const rules = { ...everything(auth.signedIn()), update: mine };
    await using app = await createTestApp(appWith(owner(), { rules }));
    const { ann, bob } = people(app);
    await bob.fetch("/api/docs");
    const { body: doc } = await call(ann, "POST /api/docs", { reviewer: "ann" });
    const path = `/api/docs/${doc.id}`;
    expect((await call(bob, `PATCH ${path}`, { reviewer: "bob" })).status).toBe(403);
    expect((await call(ann, `PATCH ${path}`, { reviewer: "bob" })).status).toBe(403);
    expect((await call(ann, `PATCH ${path}`, { reviewer: null })).status).toBe(403);
    expect((await call(ann, `PATCH ${path}`, { title: "b" })).status).toBe(200);
    expect((await call(ann, `GET ${path}`)).body).toMatchObject({ reviewer: "ann", version: 2 });
  });

  it.each(["memory", "sqlite"] as const)("asks via() of the target before and after, on %s", async (engine) => {
    const rule = via("project", where("record.open"));
    const rules = { ...everything(auth.signedIn()), create: rule, update: rule, delete: rule };
    await using app = await createTestApp(appWith(owner(), { rules }), { engine });
    const { ann } = people(app);
    const [open, closed] = await Promise.all([true, false].map((is) => call(ann, "POST /api/projects", { open: is })));
    expect((await call(ann, "POST /api/docs", { project: closed?.body.id })).status).toBe(403);
    expect((await call(ann, "POST /api/docs", {})).status).toBe(403);
    const { body: doc } = await call(ann, "POST /api/docs", { project: open?.body.id });
    const path = `/api/docs/${doc.id}`;
    expect((await call(ann, `PATCH ${path}`, { project: closed?.body.id })).status).toBe(403);
    expect((await call(ann, `PATCH ${path}`, { title: "b" })).status).toBe(200);
    await call(ann, `PATCH /api/projects/${open?.body.id}`, { open: false });
    expect((await call(ann, `PATCH ${path}`, { title: "c" })).status).toBe(403);
    expect((await call(ann, `DELETE ${path}`)).status).toBe(403);
  });
});

describe("what has no rule, and what a rule can never allow", () => {
  it("is denied, whoever asks", async () => {
    await using app = await createTestApp(appWith(owner(), { rules: {} }));
    const bob = app.as({ id: "bob", role: "owner" });
    expect((await call(bob, "POST /api/docs", {})).body.code).toBe("record.forbidden");
    expect((await call(bob, "GET /api/docs")).body.code).toBe("record.forbidden");
    expect((await call(bob, `GET /api/docs/${missing}`)).status).toBe(404);
  });

  it("lists nothing for who might see something, and is 403 for who never can", async () => {
    await using app = await createTestApp(appWith(and(auth.role("admin"), owner())));
    const { ann, bob } = people(app);
    expect(await call(bob, "GET /api/docs")).toMatchObject({ status: 200, body: { items: [] } });
    expect(await call(ann, "GET /api/docs")).toMatchObject({ status: 403, body: { code: "record.forbidden" } });
  });

  it("is answered after wrong input", async () => {
    await using app = await createTestApp(appWith(owner(), { rules: {} }));
    const { ann } = people(app);
    expect((await call(ann, "POST /api/docs", { title: 1 })).status).toBe(400);
    expect((await call(ann, "GET /api/docs?limit=0")).status).toBe(400);
  });
});

describe("somebody who is not signed in", () => {
  const bulletin = (rule: Rule) =>
    defineApp({
      name: "bulletin",
      collections: [
        defineCollection("posts", {
          scope: "global",
          schema: z.object({ title: z.string(), secret: z.string().optional(), shown: z.boolean().default(true) }),
          fields: { secret: { read: or(owner(), where("record.secret != user.id")) } },
          rules: { ...everything(auth.signedIn()), list: rule, read: rule },
        }),
      ],
    });

  it("sees what a public rule shows, and no field that asks for a user", async () => {
    await using app = await createTestApp(bulletin(and(auth.public(), where("record.shown"))));
    const ann = app.as({ id: "ann" });
    const shown = await call(ann, "POST /api/posts", { title: "a", secret: "s" });
    const hidden = await call(ann, "POST /api/posts", { title: "b", shown: false });
    const nobody = anonymous(app);
    const { body } = await call(nobody, "GET /api/posts");
    expect(body.items).toMatchObject([{ title: "a" }]);
    expect(body.items[0]).not.toHaveProperty("secret");
    expect((await call(nobody, `GET /api/posts/${shown.body.id}`)).status).toBe(200);
    expect((await call(nobody, `GET /api/posts/${hidden.body.id}`)).status).toBe(404);
    expect((await call(nobody, "GET /api/posts?sort=secret")).status).toBe(400);
    expect((await call(nobody, "POST /api/posts", { title: 1 })).body.code).toBe("auth.required");
  });

  it.each([
    ["signedIn()", auth.signedIn()],
    ["a condition that holds for everybody", where("record.shown")],
    ["what is not theirs", not(owner())],
  ])("is asked to sign in where the rule is %s", async (_what, rule) => {
    await using app = await createTestApp(bulletin(rule));
    expect(await call(anonymous(app), "GET /api/posts")).toMatchObject({
      status: 401,
      body: { code: "auth.required" },
    });
  });
});

it("records of the whole app are shared by all organizations", async () => {
  const options = { scope: "global", schema: z.object({ title: z.string() }), unique: ["title"] } as const;
  const notes = defineCollection("notes", {
    ...options,
    rules: { ...everything(owner()), list: auth.signedIn(), create: auth.signedIn() },
  });
  await using app = await createTestApp(defineApp({ name: "wall", collections: [notes] }));
  const { ann, eve } = people(app);
  const { body: note } = await call(ann, "POST /api/notes", { title: "a" });
  expect((await call(eve, "GET /api/notes")).body.items).toEqual([note]);
  expect((await call(eve, "POST /api/notes", { title: "a" })).status).toBe(409);
  expect((await call(eve, `DELETE /api/notes/${note.id}`)).status).toBe(404);
});
