import { afterAll, beforeAll, expect, it } from "vitest";
import { type ServedApp, serveApp } from "./running-app.ts";

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp({ env: { REQUEST_TIMEOUT_S: "1" } });
});
afterAll(() => app[Symbol.asyncDispose]());

it.each([
  ["headers that never end", "GET /health HTTP/1.1\r\nHost: a\r\nX-A: b\r\n"],
  [
    "a body that never ends",
    "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
  ],
  ["chunks that never end", "POST /api/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"],
])("%s: the connection is ended, and told why", async (_name, bytes) => {
  const [answer] = await app.raw(bytes);
  expect([answer?.status, answer?.headers.get("connection")]).toEqual([408, "close"]);
  expect(JSON.parse(answer?.body ?? "")).toMatchObject({ code: "request.time-out", status: 408 });
  expect((await app.ask("/health")).status).toBe(200);
});
