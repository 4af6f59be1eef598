import { expect, it } from "vitest";
import { openLocalApp } from "./local-app.ts";

type Paths = Record<string, Record<string, { requestBody?: object }>>;

it("what no operation of identity asks for is refused by each", async () => {
  await using app = await openLocalApp();
  const ann = await app.signedUp("ann");
  const { paths } = (await ann.fetch("GET", "/api/openapi.json")).body as { paths: Paths };
  const taking = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { requestBody }]) => /^\/api\/(?:auth|organizations)/.test(path) && requestBody)
      .map(([method]) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "0190")] as const),
  );
  expect(taking.length).toBeGreaterThan(10);
  for (const [method, path] of taking) {
    const { status, body } = await ann.fetch(method, path, { id: "x", tenant: "x", owner: "x", account: "x" });
    expect(status, `${method} ${path}`).toBe(400);
    const unknown = body.errors.filter(({ code }: { code: string }) => code === "unknown-field");
    expect(unknown.map((error: { path: string }) => error.path)).toEqual(["/id", "/tenant", "/owner", "/account"]);
  }
});

it("OpenAPI says what an address and a password look like", async () => {
  await using app = await openLocalApp();
  const { paths } = (await app.browser().fetch("GET", "/api/openapi.json")).body as { paths: Paths };
  const signUp = JSON.stringify(paths["/api/auth/sign-up"]?.["post"]?.requestBody);
  expect(signUp).toContain('"minLength":10,"maxLength":128');
  expect(signUp).toContain('"format":"email"');
});
