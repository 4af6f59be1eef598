import { createUser, disableUser, enableUser, resetPassword } from "@mozaiks/core-runtime/server";
import { expect, it } from "vitest";
import { openLocalApp, password } from "./local-app.ts";

const ann = { email: "ann@example.com", password };

it("who runs the app makes an account that can sign in", async () => {
  await using app = await openLocalApp();
  const made = await createUser(app.kernel, { ...ann, email: "Ann@example.com" });
  const { body } = await app.browser().fetch("POST", "/api/auth/sign-in", ann);
  expect(body).toMatchObject({ user: { id: made.id, name: "ann" }, organization: { id: made.organization } });
  await expect(createUser(app.kernel, ann)).rejects.toMatchObject({ code: "account.exists" });
  await expect(createUser(app.kernel, { email: "ann", password: "short" })).rejects.toMatchObject({
    code: "request.invalid",
    members: { errors: [{ path: "/email" }, { path: "/password" }] },
  });
});

it("who runs the app makes an account a member of an organisation, unless that is one person's own", async () => {
  await using app = await openLocalApp();
  const bob = await app.signedUp("bob");
  const { body: garden } = await bob.fetch("POST", "/api/organizations", { name: "Garden" });
  const { id } = await createUser(app.kernel, { ...ann, membership: { organization: garden.id, role: "viewer" } });
  const browser = app.browser();
  await browser.fetch("POST", "/api/auth/sign-in", ann);
  expect((await browser.fetch("GET", "/api/organizations")).body.items).toContainEqual(
    expect.objectContaining({ id: garden.id, role: "viewer" }),
  );
  await bob.fetch("POST", "/api/auth/switch", { organization: garden.id });
  expect((await bob.fetch("GET", "/api/users")).body.items).toContainEqual(expect.objectContaining({ id }));
  const eve = { email: "eve@example.com", password };
  for (const [organization, role, code] of [
    [bob.organization, "viewer", "organization.personal"],
    ["nothing", "viewer", "organization.not-found"],
    [garden.id, "boss", "request.invalid"],
  ])
    await expect(createUser(app.kernel, { ...eve, membership: { organization, role } })).rejects.toMatchObject({
      code,
    });
  expect((await app.browser().fetch("POST", "/api/auth/sign-in", eve)).status).toBe(401);
});

it("who runs the app sets a password, which ends all sessions", async () => {
  await using app = await openLocalApp();
  const browser = await app.signedUp("ann");
  await resetPassword(app.kernel, { email: "ann@example.com", password: "another long password" });
  expect((await browser.fetch("GET", "/api/tasks")).status).toBe(401);
  expect((await app.browser().fetch("POST", "/api/auth/sign-in", ann)).status).toBe(401);
  const next = { ...ann, password: "another long password" };
  expect((await app.browser().fetch("POST", "/api/auth/sign-in", next)).status).toBe(200);
  await expect(resetPassword(app.kernel, { ...ann, email: "bob@example.com" })).rejects.toMatchObject({
    code: "record.not-found",
  });
});

it("a disabled account is out with the next request, and in again when it is enabled", async () => {
  await using app = await openLocalApp();
  const browser = await app.signedUp("ann");
  const { token } = (await browser.fetch("POST", "/api/auth/tokens", { name: "bot", scopes: ["read"] })).body;
  const { token: appToken } = (await browser.fetch("POST", "/api/auth/token")).body;
  const bearers = [token, appToken].map((one) => ({ authorization: `Bearer ${one}` }));
  for (const headers of bearers)
    expect((await app.browser().fetch("GET", "/api/tasks", undefined, headers)).status).toBe(200);
  await disableUser(app.kernel, "ann@example.com");
  expect((await browser.fetch("GET", "/api/tasks")).status).toBe(401);
  for (const headers of bearers)
    expect((await app.browser().fetch("GET", "/api/tasks", undefined, headers)).status).toBe(401);
  const refused = await app.browser().fetch("POST", "/api/auth/sign-in", ann);
  expect([refused.status, refused.body.code]).toEqual([401, "credentials.invalid"]);
  await enableUser(app.kernel, "ann@example.com");
  expect((await app.browser().fetch("POST", "/api/auth/sign-in", ann)).status).toBe(200);
  expect((await browser.fetch("GET", "/api/tasks")).status).toBe(401);
});
