import { expect, it } from "vitest";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { taskApp } from "../task-app.ts";
import { openLocalApp, password } from "./local-app.ts";

interface Described {
  readonly paths: Record<string, Record<string, { requestBody?: object; security: readonly object[] }>>;
}

const { operations, signUp } = await describedOperations();

/** Method and path of everything that OpenAPI names, with something in each place of the path. */
async function describedOperations() {
  await using app = await createTestApp(taskApp);
  const { paths } = (await (await app.as({ id: "ann" }).fetch("/api/openapi.json")).json()) as Described;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, security }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, "0190"),
      hasBody: requestBody !== undefined,
      isPublic: security.some((way) => Object.keys(way).length === 0),
    })),
  );
  return { operations: all, signUp: paths["/api/auth/sign-up"]?.["post"]?.requestBody };
}

const unsafe = operations.filter(({ method }) => method !== "GET");
const identity = operations.filter(({ path }) => /^\/api\/(?:auth|organizations|users)/.test(path));

it("there is something to look at", () => {
  expect([identity.length, unsafe.length]).toEqual([expect.toSatisfy((n) => n > 25), expect.toSatisfy((n) => n > 25)]);
  expect(JSON.stringify(signUp)).toContain('"minLength":10,"maxLength":128');
  expect(JSON.stringify(signUp)).toContain('"format":"email"');
});

it("another site makes nobody who is signed in by a cookie write anything", async () => {
  await using app = await openLocalApp();
  const ann = await app.signedUp("ann");
  const before = await app.kernel.engine.position();
  for (const { name, method, path } of unsafe)
    for (const headers of [
      { "x-mozaiks-request": "" },
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
    ])
      expect((await ann.fetch(method, path, {}, headers)).body.code, name).toBe("csrf.failed");
  expect(await app.kernel.engine.position()).toBe(before);
});

it("nobody does what takes somebody", async () => {
  await using app = await openLocalApp();
  for (const { name, method, path, hasBody } of identity.filter(({ isPublic }) => !isPublic)) {
    const { status, body } = await app.browser().fetch(method, path, hasBody ? {} : undefined);
    expect([status, body.code], name).toEqual([401, "auth.required"]);
  }
});

it("what no operation asks for is refused", async () => {
  await using app = await openLocalApp();
  const ann = await app.signedUp("ann");
  for (const { name, method, path } of identity.filter(({ hasBody }) => hasBody)) {
    const { status, body } = await ann.fetch(method, path, { id: "x", tenant: "x", owner: "x", account: "x" });
    expect(status, name).toBe(400);
    const unknown = body.errors.filter(({ code }: { code: string }) => code === "unknown-field");
    expect(unknown.map((error: { path: string }) => error.path)).toEqual(["/id", "/tenant", "/owner", "/account"]);
  }
});

it("every cookie that is handed out or taken back is for this app's pages alone", async () => {
  await using app = await openLocalApp();
  const browser = await app.signedUp("ann");
  const cookies = [browser.setCookie];
  const next = "another long password";
  for (const [path, body] of [
    ["/api/auth/password", { current: password, password: next }],
    ["/api/auth/switch", { organization: browser.organization }],
    ["/api/auth/sign-in", { email: "ann@example.com", password: next }],
    ["/api/auth/sign-out", undefined],
  ] as const) {
    expect((await browser.fetch("POST", path, body)).status).toBeLessThan(300);
    cookies.push(browser.setCookie);
  }
  expect(new Set(cookies.map((cookie) => cookie?.split(";")[0])).size).toBe(5);
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-mozaiks_session=[\w-]*; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
});
