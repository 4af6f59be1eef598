import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, type LocalApp, openLocalApp } from "../identity/local-app.ts";

/** What every answer carries (ASVS 5.0 V3.4). */
const headers = {
  "cache-control": /no-store|max-age/,
  "content-security-policy": /default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
  "referrer-policy": /^no-referrer$/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "cross-origin-resource-policy": /^same-origin$/,
};

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
}

/** Everything that the app says it answers. */
async function operationsOf(app: LocalApp): Promise<readonly Operation[]> {
  const { body } = await app.browser().fetch("GET", "/api/openapi.json");
  const paths = body.paths as Record<string, Record<string, { security?: unknown[] }>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => ["get", "post", "patch", "delete", "put"].includes(method))
      .map(([method, { security }]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, "01900000-0000-7000-8000-000000000001"),
        isPublic: JSON.stringify(security ?? []).includes("{}") || security?.length === 0,
      })),
  );
}

describe("every operation of an app", async () => {
  const table = await (async () => {
    await using app = await openLocalApp();
    return operationsOf(app);
  })();
  const named = table.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);
  const unsafe = named.filter(([, { method }]) => method !== "GET");
  let app: LocalApp;
  let ann: Browser;
  beforeAll(async () => {
    app = await openLocalApp();
    ann = await app.signedUp("ann");
  });
  afterAll(() => app[Symbol.asyncDispose]());

  /** Asks with exactly these headers, and looks at those of the answer. */
  async function ask({ method, path }: Operation, given: Record<string, string>): Promise<Response> {
    const response = await app.fetch(new Request(new URL(path, "https://app.example"), { method, headers: given }));
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name), name).toMatch(value);
    return response;
  }

  it("is one of many", () => {
    expect(named.length).toBeGreaterThan(40);
    expect(unsafe.length).toBeGreaterThan(25);
  });

  it.each(named)("%s asks for a user unless it says that it is public", async (_name, operation) => {
    const response = await ask(operation, { "x-mozaiks-request": "1" });
    await response.body?.cancel();
    if (operation.isPublic) expect(response.status).not.toBe(500);
    else expect(response.status).toBe(401);
  });

  it.each(unsafe)("%s is not done for another site's page", async (_name, operation) => {
    const before = await app.kernel.engine.position();
    const cookie = ann.cookie ?? "";
    const forged = [
      { cookie },
      { cookie, "x-mozaiks-request": "1", origin: "https://evil.example" },
      { cookie, "x-mozaiks-request": "1", origin: "null" },
      { cookie, "x-mozaiks-request": "1", "sec-fetch-site": "cross-site" },
    ];
    for (const given of forged) {
      const response = await ask(operation, given);
      expect([response.status, await response.json()]).toMatchObject([403, { code: "csrf.failed" }]);
    }
    expect(await app.kernel.engine.position()).toBe(before);
  });

  it.each(named.filter(([, { method }]) => method === "GET"))("%s changes nothing", async (_name, operation) => {
    const before = await app.kernel.engine.position();
    const response = await ask(operation, { cookie: ann.cookie ?? "" });
    await response.body?.cancel();
    if (operation.path !== "/.well-known/jwks.json" && operation.path !== "/api/realtime")
      expect(await app.kernel.engine.position()).toBe(before);
    expect(response.status).toBeLessThan(500);
  });
});

it("every cookie is for this host alone, and no page reads it", async () => {
  await using app = await openLocalApp();
  const ann = await app.signedUp("ann");
  const cookies = [ann.setCookie];
  for (const path of ["/api/auth/sign-out", "/api/auth/sign-in"]) {
    await ann.fetch(
      "POST",
      path,
      path.endsWith("in") ? { email: "ann@example.com", password: "correct horse battery" } : {},
    );
    cookies.push(ann.setCookie);
  }
  expect(cookies).toHaveLength(3);
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-mozaiks_session=[\w-]*; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
});
