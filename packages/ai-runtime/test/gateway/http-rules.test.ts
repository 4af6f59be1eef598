import type { Problem } from "@mozaiks/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyDoor } from "./every-route.ts";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let token: string;
let users = 0;

beforeAll(async () => {
  gateway = await startGateway({
    env: { MAX_BODY_BYTES: "4096", LIMIT_REQUESTS_PER_MINUTE: "30", LIMIT_MESSAGES_PER_MINUTE: "3" },
  });
});

/** Each test is a user of its own, with its own chat and limits. */
beforeEach(async () => {
  users += 1;
  token = await gateway.token({ user_id: `user_${users}`, chat_id: `chat_${users}` });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
});

describe("problems", () => {
  it("have one form: RFC 9457 with a code, the request's id, and no more", async () => {
    const { status, headers, json } = await gateway.call<Problem>("GET", "/api/sessions/nowhere", { token });
    expect(status).toBe(404);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(json).toEqual({
      type: "https://mozaiks.dev/problems/session.not-found",
      title: "Session not found",
      status: 404,
      code: "session.not-found",
      error: "Session not found",
      instance: headers.get("x-request-id"),
    });
  });

  it.each([
    ["GET", "/api/nothing"],
    ["GET", "/"],
    ["PUT", "/api/sessions"],
    ["POST", "/health"],
    ["GET", "/api/sessions/chat_1/nothing"],
    ["GET", "/%zz"],
  ])("say route.not-found for %s %s", async (method, path) => {
    const answer = await gateway.call<Problem>(method, path, { token });
    expect([answer.status, answer.json.code]).toEqual([404, "route.not-found"]);
  });

  it("keep faults of ours to themselves, and report them", async () => {
    const broken = await startGateway({
      parts: {
        view: () => {
          throw new Error("SELECT * FROM secrets");
        },
      },
    });
    const mine = await broken.token();
    await broken.call("POST", "/api/sessions", { token: mine, body: { workflow_id: "Test" } });
    const answer = await broken.call<Problem>("GET", "/api/sessions/chat_1", { token: mine });
    expect([answer.status, answer.json.code, answer.json.detail]).toEqual([500, "internal", undefined]);
    expect(answer.text).not.toContain("secrets");
    expect(broken.lines.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: "ERROR", where: "http GET /api/sessions/:chat_id" }),
    );
    await broken[Symbol.asyncDispose]();
  });
});

describe("bodies", () => {
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    gateway.call<Problem>("POST", "/api/sessions", { token, body, headers });

  it.each([
    ["{", "request.invalid", 400],
    ["", "request.invalid", 400],
    ["null", "request.invalid", 400],
    ["[]", "request.invalid", 400],
    ['"text"', "request.invalid", 400],
    ["{}", "request.invalid", 400],
    ['{"workflow_id":7}', "request.invalid", 400],
    ['{"workflow_id":"a b"}', "request.invalid", 400],
    ['{"workflow_id":"Test","context":[]}', "request.invalid", 400],
    ['{"workflow_id":"Test","user_id":7}', "request.invalid", 400],
    [`{"workflow_id":"Test","context":{"a":${"[".repeat(1500)}${"]".repeat(1500)}}}`, "request.invalid", 400],
    [`{"workflow_id":"Test","context":{"a":"${"x".repeat(5000)}"}}`, "request.too-large", 413],
  ])("%.60s is answered %s", async (body, code, status) => {
    const answer = await send(body);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  it("name what is wrong in them, and do not repeat it", async () => {
    const { json } = await send({ workflow_id: "no spaces", context: "private text", chat_id: 5 });
    expect(json.detail).toMatch(/workflow_id: .*; chat_id: .*; context: /);
    expect(json.detail).not.toContain("private text");
  });

  it("must be UTF-8", async () => {
    const response = await gateway.app.request("/api/sessions", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    });
    expect(await response.json()).toMatchObject({ code: "request.invalid", detail: "The text is not valid UTF-8" });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
    "of type %j are refused",
    async (type) => {
      const answer = await send('{"workflow_id":"Test"}', { "content-type": type });
      expect([answer.status, answer.json.code]).toEqual([415, "request.unsupported-media-type"]);
    },
  );

  it.each(["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"])(
    "of type %j are read",
    async (type) => {
      expect((await send('{"workflow_id":"Test"}', { "content-type": type })).status).toBe(201);
    },
  );
});

describe("limits", () => {
  it("answer 429 with Retry-After, per user", async () => {
    for (let count = 0; count < 30; count++) await gateway.call("GET", "/api/workflows", { token });
    const refused = await gateway.call<Problem>("GET", "/api/workflows", { token });
    expect([refused.status, refused.json.code]).toEqual([429, "limit.requests"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    const other = await gateway.token({ user_id: "nobody_else" });
    expect((await gateway.call("GET", "/api/workflows", { token: other })).status).toBe(200);
  });

  it("count messages of their own", async () => {
    await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
    const body = { type: "user_message", content: "Hello" };
    const path = `/api/sessions/chat_${users}/messages`;
    for (let count = 0; count < 3; count++)
      expect((await gateway.call("POST", path, { token, body })).status).toBe(202);
    const refused = await gateway.call<Problem>("POST", path, { token, body });
    expect([refused.status, refused.json.code]).toEqual([429, "limit.messages"]);
  });

  it("never touch failed authentication", async () => {
    for (let count = 0; count < 40; count++) {
      const answer = await gateway.call<Problem>("GET", "/api/workflows", { token: "bad" });
      expect(answer.status).toBe(401);
    }
    expect((await gateway.call("GET", "/api/workflows", { token })).status).toBe(200);
  });
});

describe("headers", () => {
  it("keep every answer out of caches, sniffing and referrers", async () => {
    const doors = [...everyDoor(gateway, `chat_${users}`), { method: "GET", path: "/health", options: {} }];
    for (const { method, path, options } of doors) {
      const { headers } = await gateway.call(method, path, { ...options, token });
      expect(headers.get("cache-control")).toMatch(/no-store|no-cache/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-request-id")).toMatch(/^req_/);
    }
  });

  const preflight = (origin: string, from: Gateway = gateway) =>
    from.call("OPTIONS", "/api/sessions", {
      headers: { origin, host: "localhost", "access-control-request-method": "POST" },
    });

  it("let pages of the same host call, and no other, without credentials", async () => {
    const same = await preflight("http://localhost");
    expect(same.headers.get("access-control-allow-origin")).toBe("http://localhost");
    expect(same.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(same.headers.has("access-control-allow-credentials")).toBe(false);
    for (const origin of ["http://evil.example", "http://localhost.evil.example", "http://localhost:81", "null"])
      expect((await preflight(origin)).headers.has("access-control-allow-origin")).toBe(false);
  });

  it("let the server's own page call beside those of ALLOWED_ORIGINS", async () => {
    const open = await startGateway({
      env: { ALLOWED_ORIGINS: "https://app.example.com" },
      parts: { page: () => undefined },
    });
    for (const origin of ["https://app.example.com", "http://localhost"])
      expect((await preflight(origin, open)).headers.get("access-control-allow-origin")).toBe(origin);
    expect((await preflight("http://evil.example", open)).headers.has("access-control-allow-origin")).toBe(false);
    await open[Symbol.asyncDispose]();
  });

  it("let pages of ALLOWED_ORIGINS call", async () => {
    const open = await startGateway({ env: { ALLOWED_ORIGINS: "https://app.example.com, https://b.example" } });
    const allowed = await preflight("https://app.example.com", open);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://app.example.com");
    expect(allowed.headers.get("vary")).toContain("Origin");
    expect((await preflight("http://localhost", open)).headers.has("access-control-allow-origin")).toBe(false);
    await open[Symbol.asyncDispose]();
  });
});
