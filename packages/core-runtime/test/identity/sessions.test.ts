import { describe, expect, it } from "vitest";
import { openLocalApp, password } from "./local-app.ts";

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;

describe("a session", () => {
  it("ends after seven days without a request", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    app.pass(7 * dayMs - 1);
    expect((await ann.fetch("GET", "/api/tasks")).status).toBe(200);
    app.pass(7 * dayMs - 1);
    expect((await ann.fetch("GET", "/api/tasks")).status).toBe(200);
    app.pass(7 * dayMs);
    expect((await ann.fetch("GET", "/api/tasks")).body.code).toBe("credential.invalid");
  });

  it("ends after thirty days whatever it did", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    for (let day = 0; day < 29; day += 1) {
      app.pass(dayMs);
      expect((await ann.fetch("GET", "/api/tasks")).status).toBe(200);
    }
    app.pass(dayMs);
    expect((await ann.fetch("GET", "/api/tasks")).body.code).toBe("credential.invalid");
  });

  it("is written at most every five minutes", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const before = await app.kernel.engine.position();
    app.pass(5 * minuteMs - 1);
    await ann.fetch("GET", "/api/tasks");
    expect(await app.kernel.engine.position()).toBe(before);
    app.pass(1);
    await ann.fetch("GET", "/api/tasks");
    expect(await app.kernel.engine.feed(before, 10)).toMatchObject([{ collection: "_sessions" }]);
  });

  it("is listed to its owner, who ends one of them or all others", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const [phone, desk] = [app.browser(), app.browser()];
    const signIn = { email: "ann@example.com", password };
    await phone.fetch("POST", "/api/auth/sign-in", signIn, { "user-agent": `Phone\u00e9 ${"x".repeat(300)}` });
    await desk.fetch("POST", "/api/auth/sign-in", signIn);
    const { items } = (await ann.fetch("GET", "/api/auth/sessions")).body;
    expect(items).toMatchObject([{ current: true, organization: ann.organization }, { current: false }, {}]);
    expect(items[1].user_agent).toMatch(/^Phone x{190,}$/);
    expect(JSON.stringify(items)).not.toContain("hash");
    const eve = await app.signedUp("eve");
    expect((await eve.fetch("DELETE", `/api/auth/sessions/${items[1].id}`)).status).toBe(404);
    expect((await ann.fetch("DELETE", `/api/auth/sessions/${items[1].id}`)).status).toBe(204);
    expect((await phone.fetch("GET", "/api/tasks")).status).toBe(401);
    expect((await ann.fetch("DELETE", "/api/auth/sessions")).status).toBe(204);
    expect((await desk.fetch("GET", "/api/tasks")).status).toBe(401);
    expect((await ann.fetch("GET", "/api/auth/sessions")).body.items).toHaveLength(1);
    expect((await eve.fetch("GET", "/api/tasks")).status).toBe(200);
  });

  it("goes with a password change, but for the one that changed it, which is new", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const other = app.browser();
    await other.fetch("POST", "/api/auth/sign-in", { email: "ann@example.com", password });
    const old = ann.cookie;
    const next = "another long password";
    const wrong = await ann.fetch("POST", "/api/auth/password", { current: "wrong password", password: next });
    expect([wrong.status, wrong.body.code]).toEqual([401, "credentials.invalid"]);
    expect((await ann.fetch("POST", "/api/auth/password", { current: password, password: next })).status).toBe(200);
    expect((await other.fetch("GET", "/api/tasks")).status).toBe(401);
    expect((await ann.fetch("GET", "/api/tasks")).status).toBe(200);
    other.cookie = old;
    expect((await other.fetch("GET", "/api/tasks")).status).toBe(401);
    const signIn = (given: string) =>
      app.browser().fetch("POST", "/api/auth/sign-in", { email: "ann@example.com", password: given });
    expect([(await signIn(password)).status, (await signIn(next)).status]).toEqual([401, 200]);
  });

  it.each(["/api/auth/sign-in", "/api/auth/password"])("is never known to %s by two cookies", async (path) => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const cookie = `${ann.cookie}; __Host-mozaiks_session=planted`;
    expect((await app.browser().fetch("GET", "/api/tasks", undefined, { cookie })).status).toBe(401);
    expect((await app.browser().fetch("POST", path, {}, { cookie })).status).toBeGreaterThanOrEqual(400);
  });

  it.each(["", "Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "bearer mzk_", "Bearer ..", "mzk_x"])(
    "does not help who also sends the header %j",
    async (authorization) => {
      await using app = await openLocalApp();
      const ann = await app.signedUp("ann");
      expect((await ann.fetch("GET", "/api/tasks", undefined, { authorization })).body.code).toBe("credential.invalid");
    },
  );

  it("has a cookie without Secure, and another name, only where that is asked for", async () => {
    await using app = await openLocalApp({ isCookieInsecure: true });
    const ann = await app.signedUp("ann");
    expect(ann.setCookie).toMatch(/^mozaiks_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/);
    expect((await ann.fetch("GET", "/api/tasks")).status).toBe(200);
  });
});
