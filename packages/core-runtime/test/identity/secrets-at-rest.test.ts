import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { openLocalApp, password } from "./local-app.ts";

it("no secret that somebody holds stands in the database, the feed or the log", async () => {
  const mails: string[] = [];
  const path = sqliteFile();
  await using app = await openLocalApp({ file: path, mailer: { send: async ({ text }) => void mails.push(text) } });
  const start = await app.kernel.engine.position();
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
  const entries = (await app.kernel.engine.feed(start, 1000)) ?? [];
  expect(new Set(entries.map(({ collection }) => collection)).size).toBeGreaterThan(8);
  const file = [path, `${path}-wal`].map((one) => readFileSync(one, "latin1")).join("");
  expect(file).toContain("ann@example.com");
  const kept = { file, feed: JSON.stringify(entries), log: app.logged.join("\n") };
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret, name).toMatch(/^.{20,}$/);
    for (const [place, text] of Object.entries(kept))
      expect(text.includes(String(secret)), `${name} in ${place}`).toBe(false);
  }
  expect(kept.log).toContain("account.signed-in");
  expect(kept.log).not.toMatch(/argon2id|_hash|wrong password/);
});
