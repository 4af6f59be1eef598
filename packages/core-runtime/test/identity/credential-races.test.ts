import { disableUser, resetPassword } from "@mozaiks/core-runtime/server";
import { expect, it, vi } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { type Browser, type LocalApp, openLocalApp, password } from "./local-app.ts";

const email = "ann@example.com";

interface Ann {
  readonly app: LocalApp;
  readonly browser: Browser;
}

/** Things after which no credential made before may be good, though it was made after they had looked for all of them. */
const endings: readonly (readonly [string, (ann: Ann) => Promise<unknown>])[] = [
  ["disabling the account", ({ app }) => disableUser(app.kernel, email)],
  ["setting another password", ({ app }) => resetPassword(app.kernel, { email, password: "another long password" })],
  [
    "changing the password",
    ({ browser }) =>
      browser.fetch("POST", "/api/auth/password", { current: password, password: "another long password" }),
  ],
];

const signIn = async ({ app }: Ann): Promise<Browser> => {
  const browser = app.browser();
  await browser.fetch("POST", "/api/auth/sign-in", { email, password });
  return browser;
};

it.each(endings)("%s ends a session that begins at the same moment", async (_how, end) => {
  await using app = await openLocalApp({ file: sqliteFile() });
  const ann = { app, browser: await app.signedUp("ann") };
  const apply = app.kernel.engine.apply.bind(app.kernel.engine);
  let late: Browser | undefined;
  vi.spyOn(app.kernel.engine, "apply").mockImplementationOnce(async (unit) => {
    late = await signIn(ann);
    return apply(unit);
  });
  await end(ann);
  expect(late?.cookie).toBeDefined();
  expect((await late?.fetch("GET", "/api/tasks"))?.status).toBe(401);
});

it("disabling the account ends an API token that is made at the same moment", async () => {
  await using app = await openLocalApp({ file: sqliteFile() });
  const browser = await app.signedUp("ann");
  const apply = app.kernel.engine.apply.bind(app.kernel.engine);
  let token: string | undefined;
  vi.spyOn(app.kernel.engine, "apply").mockImplementationOnce(async (unit) => {
    token = (await browser.fetch("POST", "/api/auth/tokens", { name: "bot", scopes: ["read"] })).body.token;
    return apply(unit);
  });
  await disableUser(app.kernel, email);
  expect(token).toMatch(/^mzk_/);
  const bearer = { authorization: `Bearer ${token}` };
  expect((await app.browser().fetch("GET", "/api/tasks", undefined, bearer)).status).toBe(401);
});

it.each<[string, string, unknown]>([
  ["a new password", "/api/auth/password", { current: password, password: "another long password" }],
  ["a token", "/api/auth/tokens", { name: "bot", scopes: ["read"] }],
  ["a switch", "/api/auth/switch", {}],
])("%s makes no credential of an account that is disabled at the same moment", async (_what, path, body) => {
  await using app = await openLocalApp({ file: sqliteFile() });
  const browser = await app.signedUp("ann");
  const { engine } = app.kernel;
  const apply = engine.apply.bind(engine);
  vi.spyOn(engine, "apply").mockImplementationOnce(async (unit) => {
    await disableUser(app.kernel, email);
    return apply(unit);
  });
  const asked = path.endsWith("switch") ? { organization: browser.organization } : body;
  const { status, body: answer } = await browser.fetch("POST", path, asked);
  expect([status, answer.code]).toEqual([401, "credential.invalid"]);
  const everything = { tenant: "*", where: { op: "constant", value: true }, deleted: "include" } as const;
  expect(await engine.count({ ...everything, collection: "_sessions" })).toBe(0);
  expect(await engine.count({ ...everything, collection: "_api_tokens" })).toBe(0);
});
