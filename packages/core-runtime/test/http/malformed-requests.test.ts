import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenOf } from "../../src/identity/test-identity.ts";
import { type ServedApp, serveApp } from "./running-app.ts";

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp({ env: { MAX_BODY_BYTES: "1024", REQUEST_TIMEOUT_S: "30" } });
});
afterAll(() => app[Symbol.asyncDispose]());

const token = tokenOf({ id: "ann" });
const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("a body", () => {
  const json = "application/json";
  it.each<[string, string, string | Uint8Array<ArrayBuffer>, number, string | undefined]>([
    ["is taken as JSON", json, '{"a":1}', 200, undefined],
    ["is taken as a kind of JSON", "application/merge-patch+json; charset=UTF-8", '{"a":1}', 200, undefined],
    ["may have no bytes", "text/plain", "", 200, undefined],
    ["must be JSON", "text/plain", "{}", 415, "request.unsupported-media-type"],
    ["must not be a form", "application/x-www-form-urlencoded", "a=1", 415, "request.unsupported-media-type"],
    ["must not be in another charset", "application/json; charset=utf-16", "{}", 415, "request.unsupported-media-type"],
    ["must be closed", json, '{"a":', 400, "request.body-malformed"],
    ["must be one value", json, "{}{}", 400, "request.body-malformed"],
    ["must be UTF-8", json, new Uint8Array([0x22, 0xff, 0x22]), 400, "request.body-malformed"],
    ["must not begin with a mark", json, "\ufeff{}", 400, "request.body-malformed"],
    ["must not be nested deeper than 64", json, nested(65), 400, "request.body-malformed"],
    ["may be nested 64 deep", json, nested(64), 200, undefined],
    ["may say the word", json, '{"a":"__proto__"}', 200, undefined],
    ["has at most so many bytes", json, `"${"x".repeat(1023)}"`, 413, "request.too-large"],
    ["may have so many bytes", json, `"${"x".repeat(1022)}"`, 200, undefined],
  ])("%s", async (_name, type, body, status, code) => {
    const response = await app.ask("/api/echo", { method: "POST", body, headers: { "content-type": type } });
    expect(response.status).toBe(status);
    if (code === undefined) return;
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: `https://mozaiks.dev/problems/${code}`,
      title: expect.any(String),
      detail: expect.any(String),
      instance: response.headers.get("x-request-id"),
      status,
      code,
    });
  });

  it.each(['{"__proto__":{"x":1}}', '{"a":[{"__pr\\u006fto__":{"x":1}}]}'])("names no prototype: %s", async (body) => {
    const response = await app.ask("/api/echo", { method: "POST", body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: "request.invalid",
      errors: [{ path: "/__proto__", code: "unknown-field" }],
    });
  });

  it("of names that stand twice has the last", async () => {
    const response = await app.ask("/api/echo", { method: "POST", body: '{"a":1,"a":2}' });
    expect(await response.json()).toEqual({ body: { a: 2 } });
  });

  it("that is compressed is refused", async () => {
    const headers = { "content-encoding": "gzip" };
    expect((await app.ask("/api/echo", { method: "POST", body: "{}", headers })).status).toBe(415);
  });

  it("without a length is refused as soon as it is too long, and is not waited for", async () => {
    const head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n";
    const chunk = `400\r\n${"x".repeat(0x400)}\r\n`;
    const [answer] = await app.raw(`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk, chunk);
    expect(answer).toMatchObject({ status: 413, body: expect.stringContaining('"request.too-large"') });
  });

  it("that is announced as too long is refused before it comes", async () => {
    const head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n";
    const [answer] = await app.raw(`${head}Content-Length: 99999999\r\n\r\n`);
    expect(answer).toMatchObject({ status: 413 });
  });
});

describe("what is no proper request", () => {
  const end = "Connection: close\r\n\r\n";
  it.each<[string, string, number, string]>([
    ["no HTTP", "GARBAGE\r\n\r\n", 400, "request.invalid"],
    ["no Host", `GET /api/tasks HTTP/1.1\r\n${end}`, 400, "request.invalid"],
    ["a Host that is none", `GET /api/tasks HTTP/1.1\r\nHost: a b/c\r\n${end}`, 400, "request.invalid"],
    ["a path that is none", `GET api/tasks HTTP/1.1\r\nHost: a\r\n${end}`, 400, "request.invalid"],
    ["a backslash in the path", `GET /api\\tasks HTTP/1.1\r\nHost: a\r\n${end}`, 400, "request.invalid"],
    [
      "two lengths",
      `POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      400,
      "request.invalid",
    ],
    [
      "a length and chunks",
      `POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      "request.invalid",
    ],
    ["a header with a zero byte", `GET / HTTP/1.1\r\nHost: a\r\nX-A: a\0b\r\n${end}`, 400, "request.invalid"],
    [
      "headers without end",
      `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${"x".repeat(20_000)}\r\n${end}`,
      431,
      "request.headers-too-large",
    ],
    [
      "an address without end",
      `GET /${"x".repeat(9000)} HTTP/1.1\r\nHost: a\r\n${end}`,
      414,
      "request.address-too-long",
    ],
    ["a method nobody knows", `BREW /api/tasks HTTP/1.1\r\nHost: a\r\n${end}`, 400, "request.invalid"],
    ["a method this takes not", `PROPFIND /api/tasks HTTP/1.1\r\nHost: a\r\n${end}`, 405, "route.method-not-allowed"],
    ["TRACE", `TRACE /api/tasks HTTP/1.1\r\nHost: a\r\n${end}`, 405, "route.method-not-allowed"],
    ["a broken escape", `GET /api/%zz HTTP/1.1\r\nHost: a\r\n${end}`, 404, "route.not-found"],
    ["a path that climbs", `GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n${end}`, 404, "route.not-found"],
    [
      "an id that is none",
      `GET /api/tasks/%00 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n${end}`,
      404,
      "record.not-found",
    ],
    ["a slash too much", `GET /api/tasks/ HTTP/1.1\r\nHost: a\r\n${end}`, 404, "route.not-found"],
    [
      "an upgrade nobody offers",
      `GET /api/nothing HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n`,
      404,
      "route.not-found",
    ],
    [
      "an expectation nobody meets",
      `GET /api/nothing HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n${end}`,
      404,
      "route.not-found",
    ],
  ])("%s", async (_name, bytes, status, code) => {
    const [answer] = await app.raw(bytes);
    expect([answer?.status, answer?.body]).toEqual([status, expect.stringContaining(`"code":"${code}"`)]);
    expect(JSON.parse(answer?.body ?? "")).toMatchObject({ instance: answer?.headers.get("x-request-id") });
  });
});

describe("other methods", () => {
  it("are named where they are not taken", async () => {
    const response = await app.ask("/api/tasks", { method: "PUT", body: "{}" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });

  it("are told to who asks", async () => {
    const response = await app.ask("/api/tasks/1", { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, PATCH, DELETE, HEAD, OPTIONS"]);
    expect((await app.ask("/api/nothing", { method: "OPTIONS" })).status).toBe(404);
  });

  it("HEAD answers like GET, without a body", async () => {
    const response = await app.ask("/api/tasks", { method: "HEAD", as: { id: "ann" } });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect((await app.ask("/api/tasks", { method: "HEAD" })).status).toBe(401);
  });
});

describe("whatever is sent", () => {
  const segment = fc.oneof(
    fc.constantFrom(
      "api",
      "tasks",
      "auth",
      "sign-in",
      "batch",
      "users",
      "organizations",
      "realtime",
      "..",
      "%2e%2e",
      "%00",
      "",
      "0190",
    ),
    fc.string({ maxLength: 8 }).map(encodeURIComponent),
    fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.replaceAll(/[^\x21-\x7e]/g, "%")),
  );
  const header = fc.tuple(
    fc.constantFrom(
      "Authorization",
      "Cookie",
      "Content-Type",
      "If-Match",
      "Accept",
      "Origin",
      "Idempotency-Key",
      "Last-Event-ID",
      "Mozaiks-Organization",
      "X-Forwarded-For",
      "Range",
    ),
    fc.oneof(
      fc.constantFrom(`Bearer ${token}`, "application/json", "Bearer test.AAAA", "mzk_x", "*", '"1"'),
      fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, "?")),
    ),
  );
  const request = fc.record({
    method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"),
    path: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join("/")}`),
    query: fc.option(fc.webQueryParameters(), { nil: undefined }),
    headers: fc.array(header, { maxLength: 4 }),
    body: fc.option(fc.oneof(fc.json(), fc.string()), { nil: undefined }),
  });

  it("is answered, and never with an error of the server", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, query, headers, body }) => {
        const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
        const length = body === undefined ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
        const target = query === undefined ? path : `${path}?${query}`;
        const answers = await app.raw(
          `${method} ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${lines}${length}\r\n${body ?? ""}`,
        );
        expect(answers.map(({ status }) => status).filter((status) => !(status >= 200 && status < 500))).toEqual([]);
        expect(answers.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
    expect(app.logged.filter((line) => line.includes("request.failed"))).toEqual([]);
  });

  it("even bytes at random are answered with a refusal", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const answers = await app.raw(bytes, "\r\n\r\n\r\n\r\n");
        expect(answers.every(({ status }) => status >= 400 && status < 500)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
