import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openLocalApp, password } from "./local-app.ts";

const windowMs = 15 * 60 * 1000;

/** The throttle counts by the clock of the machine, whatever the app's is. */
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

describe("guessing a password", () => {
  it.each(["ann@example.com", "nobody@example.com"])(
    "of %s ends after ten times, for fifteen minutes",
    async (email) => {
      await using app = await openLocalApp();
      await app.signedUp("ann");
      const guess = (given: string, address?: string) =>
        app.browser(address).fetch("POST", "/api/auth/sign-in", { email, password: given });
      for (let count = 0; count < 10; count += 1) expect((await guess("wrong password")).status).toBe(401);
      const late = await guess(password);
      expect([late.status, late.body.code]).toEqual([429, "sign-in.throttled"]);
      expect(late.headers.get("retry-after")).toBe("900");
      const expected = email.startsWith("ann") ? 200 : 401;
      expect((await guess(password, "192.0.2.99")).status).toBe(expected);
      vi.advanceTimersByTime(windowMs);
      expect((await guess(password)).status).toBe(expected);
    },
  );

  it("at once is no more than one by one", async () => {
    await using app = await openLocalApp();
    const body = { email: "ann@example.com", password: "wrong password" };
    const tried = await Promise.all(
      Array.from({ length: 25 }, () => app.browser().fetch("POST", "/api/auth/sign-in", body)),
    );
    expect(tried.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(tried.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it("begins anew after signing in, and knows the address whatever its letters", async () => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    const signIn = (given: string, email = "ann@example.com") =>
      app.browser().fetch("POST", "/api/auth/sign-in", { email, password: given });
    for (let count = 0; count < 9; count += 1) await signIn("wrong password", "ANN@example.com");
    expect((await signIn(password)).status).toBe(200);
    for (let count = 0; count < 10; count += 1) expect((await signIn("wrong password")).status).toBe(401);
    expect((await signIn(password)).status).toBe(429);
  });

  it("is slowed down too where a session is asked for the current one", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const change = () => ann.fetch("POST", "/api/auth/password", { current: "wrong password", password });
    for (let count = 0; count < 10; count += 1) expect((await change()).status).toBe(401);
    expect((await change()).status).toBe(429);
  });
});
