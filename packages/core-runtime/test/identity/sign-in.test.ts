import { disableUser, resetPassword } from "@mozaiks/core-runtime/server";
import { describe, expect, it, vi } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { type LocalApp, openLocalApp, password } from "./local-app.ts";

const ann = { email: "ann@example.com", password };

describe("signing up", () => {
  it("makes an account with a personal organisation that it owns, and signs in", async () => {
    await using app = await openLocalApp();
    const browser = app.browser();
    const answer = await browser.fetch("POST", "/api/auth/sign-up", {
      ...ann,
      email: " Ann@Example.COM ",
      name: "Ann",
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      user: { id: expect.any(String), email: "ann@example.com", name: "Ann" },
      organization: { id: expect.any(String), name: "Ann", role: "owner" },
    });
    expect((await browser.fetch("GET", "/api/auth/me")).body).toEqual(answer.body);
    const task = await browser.fetch("POST", "/api/tasks", { title: "Water the plants" });
    expect([task.status, task.body.owner]).toEqual([201, answer.body.user.id]);
  });

  it("is refused for an address that has an account", async () => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    const again = await app.browser().fetch("POST", "/api/auth/sign-up", { ...ann, email: "ANN@example.com" });
    expect([again.status, again.body.code]).toEqual([409, "account.exists"]);
  });

  it("of one address by many at once makes one account", async () => {
    await using app = await openLocalApp({ file: sqliteFile() });
    const all = await Promise.all(
      Array.from({ length: 5 }, () => app.browser().fetch("POST", "/api/auth/sign-up", ann)),
    );
    expect(all.map(({ status }) => String(status)).toSorted()).toEqual(["201", "409", "409", "409", "409"]);
  });

  it.each([
    [{ ...ann, password: "ninechars" }, "/password", "invalid"],
    [{ ...ann, password: "x".repeat(129) }, "/password", "invalid"],
    [{ ...ann, email: "ann" }, "/email", "invalid"],
    [{ ...ann, email: "аnn@example.com" }, "/email", "invalid"],
    [{ password }, "/email", "required"],
    [{ ...ann, name: "\u0000" }, "/name", "invalid"],
    [{ ...ann, role: "owner" }, "/role", "unknown-field"],
    [{ ...ann, organization: "org" }, "/organization", "unknown-field"],
    [{ ...ann, id: "me" }, "/id", "unknown-field"],
    [{ ...ann, disabled_at: null }, "/disabled_at", "unknown-field"],
  ])("with %j is refused at %s", async (body, path, code) => {
    await using app = await openLocalApp();
    const answer = await app.browser().fetch("POST", "/api/auth/sign-up", body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ path, code }]);
  });

  it("counts code points, not UTF-16 units", async () => {
    await using app = await openLocalApp();
    const short = await app.browser().fetch("POST", "/api/auth/sign-up", { ...ann, password: "🔑".repeat(9) });
    expect(short.status).toBe(400);
    const long = await app.browser().fetch("POST", "/api/auth/sign-up", { ...ann, password: "🔑".repeat(128) });
    expect(long.status).toBe(201);
  });
});

describe("signing in", () => {
  it("gives a cookie that pages cannot read and other sites do not send", async () => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    const browser = app.browser();
    const answer = await browser.fetch("POST", "/api/auth/sign-in", ann);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ user: { email: "ann@example.com" }, organization: { role: "owner" } });
    expect(browser.setCookie).toMatch(
      /^__Host-mozaiks_session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    );
  });

  it("never continues a session that the browser brought along", async () => {
    await using app = await openLocalApp();
    const browser = await app.signedUp("ann");
    const planted = browser.cookie ?? "";
    expect((await browser.fetch("POST", "/api/auth/sign-in", ann)).status).toBe(200);
    expect(browser.cookie).not.toBe(planted);
    const thief = app.browser();
    thief.cookie = planted;
    expect((await thief.fetch("GET", "/api/tasks")).status).toBe(401);
    expect((await browser.fetch("GET", "/api/tasks")).status).toBe(200);
  });

  it("works in a browser whose session is over", async () => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    const browser = app.browser();
    browser.cookie = "__Host-mozaiks_session=gone";
    expect((await browser.fetch("GET", "/api/tasks")).body).toMatchObject({ code: "credential.invalid" });
    expect((await browser.fetch("POST", "/api/auth/sign-in", ann)).status).toBe(200);
  });

  it("answers the same for a wrong password, an unknown address and a disabled account", async () => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    const wrong = await app.browser().fetch("POST", "/api/auth/sign-in", { ...ann, password: "wrong password" });
    const unknown = await app.browser().fetch("POST", "/api/auth/sign-in", { ...ann, email: "bob@example.com" });
    expect([wrong.status, wrong.body.code]).toEqual([401, "credentials.invalid"]);
    expect({ ...unknown.body, instance: "" }).toEqual({ ...wrong.body, instance: "" });
    expect([...unknown.headers]).toEqual([...wrong.headers]);
  });

  it.each<[string, (app: LocalApp) => Promise<void>]>([
    ["the password changes", (app) => resetPassword(app.kernel, { ...ann, password: "another long password" })],
    ["the account is disabled", (app) => disableUser(app.kernel, ann.email)],
  ])("lets nobody in when %s between the check and the session", async (_what, happen) => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    const { engine } = app.kernel;
    const apply = engine.apply.bind(engine);
    vi.spyOn(engine, "apply").mockImplementationOnce(async (unit) => {
      await happen(app);
      return apply(unit);
    });
    const late = await app.browser().fetch("POST", "/api/auth/sign-in", ann);
    expect([late.status, late.body.code]).toEqual([401, "credentials.invalid"]);
  });

  it("answers a path of this app to return to", async () => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    const to = async (return_to: string) =>
      (await app.browser().fetch("POST", "/api/auth/sign-in", { ...ann, return_to })).body.return_to;
    expect(await to("/tasks?done=false#1")).toBe("/tasks?done=false#1");
    expect(await to("https://evil.example/")).toBe("/");
  });
});

describe("signing out", () => {
  it("ends the session at once, and takes the cookie back", async () => {
    await using app = await openLocalApp();
    const browser = await app.signedUp("ann");
    const { cookie } = browser;
    expect((await browser.fetch("POST", "/api/auth/sign-out")).status).toBe(204);
    expect(browser.setCookie).toBe("__Host-mozaiks_session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    browser.cookie = cookie;
    expect((await browser.fetch("GET", "/api/tasks")).status).toBe(401);
    expect((await browser.fetch("GET", "/api/auth/me")).body).toMatchObject({ code: "auth.required" });
  });
});
