import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedApp, serveApp } from "./running-app.ts";

const [own, friend, foreign] = ["https://app.example.com", "https://admin.example.com", "https://evil.example"];

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp({ env: { PUBLIC_URL: own, ALLOWED_ORIGINS: friend } });
});
afterAll(() => app[Symbol.asyncDispose]());

describe("a page of another origin", () => {
  const allowOrigin = "access-control-allow-origin";
  it.each([
    [friend, friend],
    [foreign, null],
    ["null", null],
    [`${friend}.evil.example`, null],
    ["https://ADMIN.example.com", null],
  ])("%s reads answers: %s", async (origin, allowed) => {
    for (const path of ["/api/tasks", "/api/nothing", "/health"]) {
      const { headers } = await app.ask(path, { headers: { origin } });
      expect([headers.get(allowOrigin), headers.get("vary")]).toEqual([allowed, "Origin"]);
      expect(headers.get("access-control-allow-credentials")).toBe(allowed && "true");
    }
  });

  it.each([
    [friend, "GET, POST, HEAD, OPTIONS"],
    [foreign, null],
  ])("%s is told what it may ask: %s", async (origin, methods) => {
    const headers = { origin, "access-control-request-method": "POST" };
    const response = await app.ask("/api/tasks", { method: "OPTIONS", headers });
    expect([response.status, response.headers.get("access-control-allow-methods")]).toEqual([204, methods]);
    if (methods) expect(response.headers.get("access-control-allow-headers")).toContain("x-mozaiks-request");
    expect(response.headers.get("access-control-allow-headers")).not.toBe("*");
  });

  it("is told nothing where no other origin is allowed", async () => {
    await using alone = await serveApp();
    const { headers } = await alone.ask("/health", { headers: { origin: foreign } });
    expect([headers.get(allowOrigin), headers.get("access-control-allow-credentials")]).toEqual([null, null]);
  });
});

describe("browsers are told to stay with https", () => {
  it.each([
    ["https://app.example.com", "max-age=31536000; includeSubDomains"],
    ["http://localhost:8080", null],
  ])("by an app at %s: %s", async (url, expected) => {
    await using served = await serveApp({ env: { PUBLIC_URL: url } });
    for (const path of ["/health", "/api/tasks", "/api/nothing"])
      expect((await served.ask(path)).headers.get("strict-transport-security")).toBe(expected);
    const [refused] = await served.raw("GARBAGE\r\n\r\n");
    expect(refused?.headers.get("strict-transport-security")).toBe(expected);
  });
});

describe("a request that a foreign page could have made a browser send", () => {
  const cookie = async (): Promise<string> => {
    const account = { email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery", name: "Ann" };
    const headers = { "x-mozaiks-request": "1", origin: own };
    const response = await app.ask("/api/auth/sign-up", { method: "POST", body: JSON.stringify(account), headers });
    expect(response.status).toBe(201);
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  let session: string;
  beforeAll(async () => {
    session = await cookie();
  });

  it.each<[string, Record<string, string>, number]>([
    ["own page", { "x-mozaiks-request": "1", origin: own, "sec-fetch-site": "same-origin" }, 201],
    ["allowed page", { "x-mozaiks-request": "1", origin: friend, "sec-fetch-site": "same-site" }, 201],
    ["no browser", { "x-mozaiks-request": "1" }, 201],
    ["without the header", { origin: own }, 403],
    ["with another value", { "x-mozaiks-request": "true", origin: own }, 403],
    ["foreign origin", { "x-mozaiks-request": "1", origin: foreign }, 403],
    ["origin of a sandbox", { "x-mozaiks-request": "1", origin: "null" }, 403],
    ["the other scheme", { "x-mozaiks-request": "1", origin: "http://app.example.com" }, 403],
    ["from another site", { "x-mozaiks-request": "1", "sec-fetch-site": "cross-site" }, 403],
  ])("writes: %s", async (_name, headers, status) => {
    const response = await app.ask("/api/tasks", {
      method: "POST",
      body: '{"title":"Milk"}',
      headers: { ...headers, cookie: session },
    });
    const { code } = (await response.json()) as { code?: string };
    expect([response.status, code]).toEqual([status, status === 403 ? "csrf.failed" : undefined]);
  });

  it("reads: nothing is asked, and foreign pages cannot read the answer", async () => {
    const response = await app.ask("/api/tasks", { headers: { cookie: session, origin: foreign } });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, null]);
  });

  it("with a token of its own needs no proof: no browser sends one by itself", async () => {
    const response = await app.ask("/api/tasks", { method: "POST", body: '{"title":"Milk"}', as: { id: "bob" } });
    expect(response.status).toBe(201);
  });

  it("signs nobody in", async () => {
    const response = await app.ask("/api/auth/sign-in", { method: "POST", body: "{}" });
    expect(response.status).toBe(403);
  });
});

it("an app without a public address takes the pages of its own machine for its own", async () => {
  await using local = await serveApp();
  const signUp = (origin: string) => {
    const account = { email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery", name: "Ann" };
    const headers = { "x-mozaiks-request": "1", origin };
    return local.ask("/api/auth/sign-up", { method: "POST", body: JSON.stringify(account), headers });
  };
  for (const host of ["localhost", "127.0.0.1"])
    expect((await signUp(`http://${host}:${local.port}`)).status).toBe(201);
  expect((await signUp(`http://localhost:${local.port + 1}`)).status).toBe(403);
});
