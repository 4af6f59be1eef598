import { auth, db as anyDb, defineApp, defineCollection, owner, route } from "@mozaiks/core-runtime";
import { openApp } from "@mozaiks/core-runtime/server";
import { createTestApp, type TestAppOptions } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { testIdentity } from "../../src/identity/test-identity.ts";
import { anonymous, call } from "../call.ts";

const notes = defineCollection("notes", {
  schema: z.object({ text: z.string() }),
  rules: { list: owner(), read: owner(), create: auth.signedIn(), delete: owner() },
});
const db = anyDb as unknown as {
  notes: { list(): Promise<{ items: { text: string }[] }>; create(data: object): Promise<object> };
};

const typed = route(
  {
    params: z.object({ id: z.uuid() }),
    query: z.object({ page: z.coerce.number().int().default(1), tag: z.array(z.string()).default([]) }),
    body: z.strictObject({ text: z.string().min(2), size: z.int().optional() }),
    output: z.object({ ok: z.boolean() }),
  },
  ({ params, query, body }) => (body.text === "wrong" ? ({ ok: "no" } as never) : { ok: true, params, query, body }),
);

const runs: string[] = [];

const app = defineApp({
  name: "routes",
  collections: [notes],
  routes: {
    "POST /api/things/{id}": typed,
    "GET /api/bare": async () => (await auth.currentUser()).organization,
    "GET /api/nobody": auth.public(async () => ({ user: await auth.maybeUser() })),
    "GET /api/closed": auth.requireUser(route({ output: z.object({}) }, () => ({}))),
    "GET /api/none": () => undefined,
    "GET /api/null": () => null,
    "GET /api/response": () => new Response("hello", { status: 418, headers: { "x-a": "b" } }),
    "GET /api/broken": () => {
      throw new Error("secret detail");
    },
    "POST /api/echo/{name}": ({ body, params, query, requestId, signal, raw }) => ({
      body,
      params,
      query,
      isKnown: raw.headers.get("x-request-id") !== requestId && signal === raw.signal,
    }),
    "GET /api/notes": async () => ({ texts: (await db.notes.list()).items.map(({ text }) => text) }),
    "POST /api/once": async ({ body }) => {
      runs.push(body.text);
      if (body.text === "bad") throw new Error("bad");
      if (body.text === "raw") return new Response("raw");
      await db.notes.create({ text: body.text });
      return { run: runs.length };
    },
  },
});

const id = "01890000-0000-7000-8000-000000000000";
const open = (options: TestAppOptions = {}) => createTestApp(app, options);

describe("a route", () => {
  it.each([
    ["GET /api/bare", 200, { id: "org-ann", role: "owner", name: "org-ann" }],
    ["GET /api/nobody", 200, { user: { id: "ann" } }],
    ["GET /api/closed", 200, {}],
    ["GET /api/none", 204, undefined],
    ["GET /api/null", 200, null],
  ])("%s answers %i", async (request, status, body) => {
    await using opened = await open();
    const answer = await call(opened.as({ id: "ann" }), request);
    expect(answer.status).toBe(status);
    if (typeof body === "object" && body !== null) expect(answer.body).toMatchObject(body);
    else expect(answer.body).toBe(body);
  });

  it("answers with a Response as it is", async () => {
    await using opened = await open();
    const answer = await opened.as({ id: "ann" }).fetch("/api/response");
    expect([answer.status, answer.headers.get("x-a"), await answer.text()]).toEqual([418, "b", "hello"]);
  });

  it.each([
    ["GET /api/bare", 401],
    ["GET /api/closed", 401],
    ["POST /api/echo/a", 401],
    ["GET /api/nobody", 200],
  ])("%s answers %i to somebody who is not signed in", async (request, status) => {
    await using opened = await open();
    expect((await call(anonymous(opened), request)).status).toBe(status);
  });

  it("gets what was sent, and the signal of the request", async () => {
    await using opened = await open();
    const { body } = await call(opened.as({ id: "ann" }), "POST /api/echo/x%20y?a=1&b=2", { deep: [1] });
    expect(body).toEqual({ body: { deep: [1] }, params: { name: "x y" }, query: { a: "1", b: "2" }, isKnown: true });
  });

  it("tells nothing of what breaks in it", async () => {
    const logged: unknown[] = [];
    const log = { info: () => {}, warn: () => {}, error: (...given: unknown[]) => logged.push(given) };
    await using opened = await open({ log });
    const answer = await call(opened.as({ id: "ann" }), "GET /api/broken");
    expect(answer).toMatchObject({ status: 500, body: { code: "internal.error" } });
    expect(JSON.stringify(answer.body)).not.toContain("secret");
    expect(logged).toMatchObject([[{ event: "request.failed" }, { message: "secret detail" }]]);
  });

  it("stands in for a generated operation, under the same rules", async () => {
    await using opened = await open();
    const [ann, bob] = [opened.as({ id: "ann", organization: "o" }), opened.as({ id: "bob", organization: "o" })];
    await call(ann, "POST /api/notes", { text: "a" });
    expect((await call(ann, "GET /api/notes")).body).toEqual({ texts: ["a"] });
    expect((await call(bob, "GET /api/notes")).body).toEqual({ texts: [] });
  });

  it("cannot be where the kernel answers", async () => {
    const wrong = defineApp({ name: "x", routes: { "POST /api/batch": () => 1 } });
    await expect(createTestApp(wrong)).rejects.toMatchObject({ code: "app.invalid" });
  });
});

describe("a route with schemas", () => {
  it("gets its input parsed", async () => {
    await using opened = await open();
    const { status, body } = await call(opened.as({ id: "ann" }), `POST /api/things/${id}?page=2&tag=a`, {
      text: "ab",
    });
    expect([status, body]).toEqual([
      200,
      { ok: true, params: { id }, query: { page: 2, tag: ["a"] }, body: { text: "ab" } },
    ]);
  });

  it("is not run with wrong input, of which everything is said", async () => {
    await using opened = await open();
    const request = "POST /api/things/x?page=one&page=two";
    const { status, body } = await call(opened.as({ id: "ann" }), request, { text: "a", size: "big", colour: 1 });
    expect(status).toBe(400);
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([
      "{id} invalid",
      "?page type",
      "/text too-small",
      "/size type",
      "/colour unknown-field",
    ]);
  });

  it("fails in tests when it answers something else than it promises", async () => {
    await using opened = await open();
    const answer = await call(opened.as({ id: "ann" }), `POST /api/things/${id}`, { text: "wrong" });
    expect(answer).toMatchObject({ status: 500, body: { code: "internal.error" } });
  });
});

it("a wrong output is logged in production, where the answer stands", async () => {
  const logged: unknown[] = [];
  const log = { info: () => {}, warn: () => {}, error: (...given: unknown[]) => logged.push(given) };
  const promise = defineApp({
    name: "promise",
    routes: { "GET /api/a": auth.public(route({ output: z.object({ ok: z.boolean() }) }, () => ({ ok: "no" }))) },
  });
  const parts = { engine: createMemoryEngine(), identity: testIdentity("test"), log, mode: "production" } as const;
  await using opened = await openApp(promise, parts);
  expect(await call(anonymous(opened), "GET /api/a")).toMatchObject({ status: 200, body: { ok: "no" } });
  expect(logged).toMatchObject([[{ event: "route.output-invalid" }, { message: expect.stringContaining("/ok") }]]);
});

describe("Idempotency-Key of a route", () => {
  const headers = { "idempotency-key": "k" };

  it("runs the handler once, also when requests race", async () => {
    await using opened = await open();
    runs.length = 0;
    const ann = opened.as({ id: "ann" });
    const once = () => call(ann, "POST /api/once", { text: "a" }, headers);
    const answers = await Promise.all([once(), once(), once()]);
    expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(["200", "409", "409"]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("idempotency.in-progress");
    expect(await once()).toMatchObject({ status: 200, body: { run: 1 } });
    expect(runs).toEqual(["a"]);
    expect((await call(ann, "POST /api/once", { text: "b" }, headers)).body.code).toBe("idempotency.reused");
    await call(opened.as({ id: "bob" }), "POST /api/once", { text: "a" }, headers);
    expect(runs).toEqual(["a", "a"]);
  });

  it.each([
    ["bad", 500],
    ["raw", 200],
  ])("keeps nothing of %s, so that it can be tried again", async (text, status) => {
    await using opened = await open();
    runs.length = 0;
    const ann = opened.as({ id: "ann" });
    for (let time = 0; time < 2; time += 1) {
      const answer = await ann.fetch("/api/once", { method: "POST", body: JSON.stringify({ text }), headers });
      expect(answer.status).toBe(status);
    }
    expect(runs).toEqual([text, text]);
  });
});
