import { expect, it } from "vitest";
import { storedCollections } from "../../src/data/stored-collections.ts";
import { openLocalApp, password } from "./local-app.ts";

it("no secret that somebody holds stands in a row, a feed entry or the log", async () => {
  const mails: string[] = [];
  await using app = await openLocalApp({ mailer: { send: async ({ text }) => void mails.push(text) } });
  const browser = app.browser();
  const linkIn = (text = "") => /#([\w-]+)/.exec(text)?.[1] ?? "";
  await browser.fetch("POST", "/api/auth/sign-up", { email: "ann@example.com", password });
  const verification = linkIn(
    await expect
      .poll(() => mails[0])
      .toBeDefined()
      .then(() => mails[0]),
  );
  await browser.fetch("POST", "/api/auth/verify", { token: verification });
  await browser.fetch("POST", "/api/auth/sign-in", { email: "ann@example.com", password: "wrong password" });
  await browser.fetch("POST", "/api/auth/sign-in", { email: "ann@example.com", password });
  const first = browser.cookie?.split("=")[1];
  await browser.fetch("POST", "/api/auth/password", { current: password, password: "another long password" });
  const second = browser.cookie?.split("=")[1];
  const { token: apiToken } = (await browser.fetch("POST", "/api/auth/tokens", { name: "bot", scopes: ["read"] })).body;
  const { token: appToken } = (await browser.fetch("POST", "/api/auth/token")).body;
  const organization = (await browser.fetch("POST", "/api/organizations", { name: "Garden" })).body.id;
  const invited = { email: "bob@example.com", role: "member" };
  const { url } = (await browser.fetch("POST", `/api/organizations/${organization}/invitations`, invited)).body;
  await browser.fetch("POST", "/api/auth/password/forgot", { email: "ann@example.com" });
  await expect.poll(() => mails.filter((text) => text.includes("/reset-password#"))).toHaveLength(1);
  const reset = linkIn(mails.find((text) => text.includes("/reset-password#")));

  const secrets = { password, first, second, apiToken, appToken, verification, reset, invitation: linkIn(url) };
  const { engine, app: compiled } = app.kernel;
  const entries = (await engine.feed("", 1000)) ?? [];
  const tenants = new Set(entries.map(({ tenant }) => tenant));
  const rows = [];
  for (const { name: collection } of storedCollections(compiled))
    for (const tenant of tenants)
      rows.push(
        ...(await engine.find({
          collection,
          tenant,
          where: { op: "constant", value: true },
          deleted: "include",
          sort: [],
          limit: 99,
        })),
      );
  expect(rows.length).toBeGreaterThan(10);
  const kept = { rows: JSON.stringify(rows), feed: JSON.stringify(entries), log: app.logged.join("\n") };
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret, name).toMatch(/^.{20,}$/);
    for (const [place, text] of Object.entries(kept))
      expect(text.includes(String(secret)), `${name} in ${place}`).toBe(false);
  }
  expect(kept.log).toContain("account.signed-in");
  expect(kept.log).not.toMatch(/argon2id|_hash|wrong password/);
});
