import { expect, it } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { openLocalApp, password } from "./local-app.ts";

it("what has expired is removed once a day, when somebody signs in; what has not stays", async () => {
  await using app = await openLocalApp({ file: sqliteFile() });
  const ann = await app.signedUp("ann");
  const { id } = (await ann.fetch("POST", "/api/organizations", { name: "Garden" })).body;
  await ann.fetch("POST", `/api/organizations/${id}/invitations`, { email: "bob@example.com", role: "member" });
  for (const expires_in_days of [1, 30])
    await ann.fetch("POST", "/api/auth/tokens", { name: "bot", scopes: ["read"], expires_in_days });
  const signIn = () => app.browser().fetch("POST", "/api/auth/sign-in", { email: "ann@example.com", password });
  const kept = async () => {
    const everything = { tenant: "*", where: { op: "constant", value: true }, deleted: "include" } as const;
    const collections = ["_sessions", "_invitations", "_api_tokens"];
    return Promise.all(collections.map((collection) => app.kernel.engine.count({ ...everything, collection })));
  };
  await signIn();
  expect(await kept()).toEqual([2, 1, 2]);
  app.pass(8 * 24 * 3600 * 1000);
  await signIn();
  await expect.poll(kept).toEqual([1, 0, 1]);
});
