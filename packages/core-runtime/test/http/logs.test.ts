import { auth } from "@mozaiks/core-runtime";
import { expect, it } from "vitest";
import { openLog } from "../../src/logs/open-log.ts";
import { serveApp } from "./running-app.ts";

const secret = "hunter2-very-secret";

it("hold nothing of what was said: no cookie, token, password, body, filter or path", async () => {
  await using app = await serveApp({
    routes: {
      "POST /api/fail": auth.public(() => {
        throw new Error(`cannot reach postgres://app:${secret}@db`, { cause: new TypeError(secret) });
      }),
    },
  });
  const email = "ann@example.com";
  const account = { email, password: secret, name: "Ann" };
  const proof = { "x-mozaiks-request": "1" };
  const signedUp = await app.ask("/api/auth/sign-up", {
    method: "POST",
    body: JSON.stringify(account),
    headers: proof,
  });
  const [cookie = ""] = signedUp.headers.get("set-cookie")?.split(";") ?? [];
  const [, session = ""] = cookie.split("=");
  expect(session.length).toBeGreaterThan(20);
  const answers = await Promise.all([
    app.ask("/api/auth/sign-in", {
      method: "POST",
      body: JSON.stringify({ email, password: `${secret}!` }),
      headers: proof,
    }),
    app.ask("/api/tasks", { method: "POST", body: JSON.stringify({ title: secret }), headers: { cookie, ...proof } }),
    app.ask(`/api/tasks?filter=${encodeURIComponent(`title == "${secret}"`)}`, { headers: { cookie } }),
    app.ask(`/api/tasks?${secret}=1`, { headers: { cookie } }),
    app.ask(`/api/tasks/${secret}`, { headers: { cookie } }),
    app.ask(`/${secret}`),
    app.ask("/api/tasks", { headers: { authorization: `Bearer mzk_${secret}` } }),
    app.ask("/api/tasks", { headers: { cookie: `__Host-mozaiks_session=${secret}` } }),
    app.ask("/api/fail", { method: "POST", body: JSON.stringify({ secret }) }),
    app.ask("/api/echo", { method: "POST", body: `{"${secret}` }),
    app.ask("/health", { headers: { "x-request-id": secret, "user-agent": secret, referer: `https://a/${secret}` } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 201, 200, 400, 404, 404, 401, 401, 500, 400, 200]);
  const text = app.logged.join("");
  expect(app.logged.filter((line) => line.includes('"request.served"'))).toHaveLength(12);
  for (const hidden of [secret, session, email]) expect(text).not.toContain(hidden);
});

it("are one JSON object a line that says who asked for what, and how it went", async () => {
  await using app = await serveApp();
  const response = await app.ask("/api/tasks/none", { as: { id: "ann", organization: "org" } });
  const line = app.logged.find((each) => each.includes("tasks.read")) ?? "";
  expect(JSON.parse(line)).toEqual({
    level: "info",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    event: "request.served",
    requestId: response.headers.get("x-request-id"),
    method: "GET",
    operation: "tasks.read",
    status: 404,
    code: "record.not-found",
    durationMs: expect.any(Number),
    tenant: "org",
    user: "ann",
    clientAddress: "127.0.0.1",
  });
});

it("leave secrets out by name, however deep somebody puts them", () => {
  const lines: string[] = [];
  const log = openLog({ level: "info", hasMessages: false, destination: { write: (line) => void lines.push(line) } });
  const deep = { Authorization: secret, list: [{ access_token: secret, "set-cookie": secret }], fine: "seen" };
  log.info({ event: "a", password: secret, apiKey: secret, deep });
  log.warn({ event: "b", api_key: secret, body: { any: secret }, filter: secret });
  log.error({ event: "c", deep: { deep } }, new Error(secret));
  expect(lines).toHaveLength(3);
  expect(lines.join("")).not.toContain(secret);
  expect(lines.join("")).toContain('"fine":"seen"');
});

it("hold what the configuration asks for, and on a developer's machine the words of errors", () => {
  const lines: string[] = [];
  const log = openLog({ level: "error", hasMessages: true, destination: { write: (line) => void lines.push(line) } });
  log.info({ event: "a" });
  log.warn({ event: "b" });
  log.error({ event: "c" }, new Error("there is no such table"));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: "error", event: "c", message: "there is no such table", error: { name: "Error", at: expect.any(Array) } },
  ]);
});

it("a fault of the app tells its reader nothing but that there was one", async () => {
  await using app = await serveApp({
    routes: {
      "GET /api/fail": auth.public(() => {
        throw Object.assign(new Error(secret), { status: 200, code: secret, members: { secret } });
      }),
    },
  });
  const response = await app.ask("/api/fail");
  const instance = response.headers.get("x-request-id");
  expect(await response.json()).toEqual({
    type: "https://mozaiks.dev/problems/internal.error",
    title: "Internal error",
    status: 500,
    code: "internal.error",
    detail: "Internal error",
    instance,
  });
  const line = app.logged.find((each) => each.includes('"request.failed"')) ?? "{}";
  expect(JSON.parse(line)).toMatchObject({ level: "error", requestId: instance, operation: "GET /api/fail" });
});
