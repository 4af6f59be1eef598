import { describe, expect, it } from "vitest";
import { openLocalApp } from "./local-app.ts";
import { codes, team } from "./team.ts";

describe("an organisation", () => {
  it("is made by anybody, who owns it, and is listed beside the personal one", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const made = await ann.fetch("POST", "/api/organizations", { name: "Garden" });
    expect([made.status, made.body]).toMatchObject([201, { name: "Garden", personal: false, role: "owner" }]);
    expect((await ann.fetch("GET", "/api/organizations")).body.items).toMatchObject([
      { id: ann.organization, name: "ann", personal: true, role: "owner" },
      { id: made.body.id, name: "Garden", personal: false, role: "owner" },
    ]);
  });

  it.each([{ id: "x" }, { personal: true }, { owner: "x" }, { role: "owner" }, { version: 7 }, { deleted_at: null }])(
    "is not made or renamed with %j",
    async (extra) => {
      await using app = await openLocalApp();
      const ann = await app.signedUp("ann");
      for (const [method, path] of [
        ["POST", "/api/organizations"],
        ["PATCH", `/api/organizations/${ann.organization}`],
      ] as const) {
        const { status, body } = await ann.fetch(method, path, { name: "Garden", ...extra });
        expect([status, body.errors]).toMatchObject([400, [{ code: "unknown-field" }]]);
      }
    },
  );

  it("is not there for who is no member, exactly as one that does not exist", async () => {
    const { app, eve, path, mia } = await team();
    await using _ = app;
    const asked: readonly (readonly [string, string, unknown?])[] = [
      ["PATCH", "", { name: "Mine" }],
      ["DELETE", ""],
      ["GET", "/members"],
      ["PATCH", `/members/${mia.id}`, { role: "owner" }],
      ["DELETE", `/members/${mia.id}`],
      ["POST", "/invitations", { email: "eve@example.com", role: "owner" }],
      ["GET", "/invitations"],
      ["DELETE", "/invitations/x"],
    ];
    for (const [method, rest, body] of asked) {
      const foreign = await eve.fetch(method, `${path}${rest}`, body);
      const missing = await eve.fetch(method, `/api/organizations/0190${rest}`, body);
      expect(foreign.status, `${method} ${rest}`).toBe(404);
      expect({ ...foreign.body, instance: "" }).toEqual({ ...missing.body, instance: "" });
    }
    const foreign = await eve.fetch("POST", "/api/auth/switch", { organization: path.split("/")[3] });
    expect([foreign.status, foreign.body.code]).toEqual([404, "organization.not-found"]);
  });

  it("is renamed by who manages it", async () => {
    const { app, adam, mia, ann, path } = await team();
    await using _ = app;
    expect((await mia.fetch("PATCH", path, { name: "Meadow" })).body.code).toBe("organization.forbidden");
    expect((await adam.fetch("PATCH", path, { name: "Meadow" })).body).toMatchObject({ name: "Meadow", role: "admin" });
    expect((await ann.fetch("GET", "/api/organizations")).body.items).toMatchObject([{}, { name: "Meadow" }]);
  });

  it("lists its members to its members when it is the active one", async () => {
    const { app, mia, id } = await team();
    await using _ = app;
    await mia.fetch("POST", "/api/auth/switch", { organization: id });
    const first = await mia.fetch("GET", "/api/users?limit=3");
    expect(first.body.items).toMatchObject([
      { name: "ann", email: "ann@example.com" },
      { name: "bob" },
      { name: "adam" },
    ]);
    expect(Object.keys(first.body.items[0])).toEqual(["id", "name", "email"]);
    const second = await mia.fetch("GET", `/api/users?limit=3&cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ items: [{ name: "mia" }], next_cursor: null });
    expect((await mia.fetch("GET", "/api/users?role=owner")).status).toBe(400);
  });

  it("that is deleted is gone for everybody, with its records, its sessions and its tokens", async () => {
    const { app, ann, adam, mia, id, path } = await team();
    await using _ = app;
    for (const browser of [ann, mia]) await browser.fetch("POST", "/api/auth/switch", { organization: id });
    await mia.fetch("POST", "/api/tasks", { title: "Water the plants" });
    const token = (await mia.fetch("POST", "/api/auth/tokens", { name: "bot", scopes: ["read"] })).body.token;
    expect((await adam.fetch("DELETE", path)).body.code).toBe("organization.forbidden");
    expect((await ann.fetch("DELETE", path)).status).toBe(204);
    expect((await mia.fetch("GET", "/api/tasks")).body.code).toBe("credential.invalid");
    const bearer = { authorization: `Bearer ${token}` };
    expect((await app.browser().fetch("GET", "/api/tasks", undefined, bearer)).status).toBe(401);
    expect((await adam.fetch("GET", "/api/organizations")).body.items).toHaveLength(1);
    const everything = { where: { op: "constant", value: true }, deleted: "include", sort: [], limit: 9 } as const;
    const { engine } = app.kernel;
    for (const collection of ["tasks", "users"])
      await expect.poll(() => engine.find({ ...everything, collection, tenant: id })).toEqual([]);
    const all = await engine.find({ ...everything, collection: "_organizations", tenant: "*" });
    expect(all.map(({ id }) => id)).not.toContain(id);
  });
});

describe("a personal organisation", () => {
  it("has no guests, and is neither left nor deleted", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const path = `/api/organizations/${ann.organization}`;
    const refused = [
      ann.fetch("POST", `${path}/invitations`, { email: "bob@example.com", role: "viewer" }),
      ann.fetch("DELETE", path),
      ann.fetch("DELETE", `${path}/members/${ann.id}`),
    ];
    expect(await codes(refused)).toEqual(Array.from({ length: 3 }, () => "organization.personal"));
    expect((await ann.fetch("PATCH", `${path}/members/${ann.id}`, { role: "viewer" })).body.code).toBe(
      "organization.last-owner",
    );
  });
});

describe("switching", () => {
  it("gives a new session in the other organisation, and ends the old one", async () => {
    const { app, mia, id } = await team();
    await using _ = app;
    const old = mia.cookie;
    const answer = await mia.fetch("POST", "/api/auth/switch", { organization: id });
    expect(answer.body).toMatchObject({ user: { name: "mia" }, organization: { id, name: "Garden", role: "member" } });
    expect(mia.cookie).not.toBe(old);
    const before = app.browser();
    before.cookie = old;
    expect((await before.fetch("GET", "/api/tasks")).status).toBe(401);
    const again = await app.browser().fetch("POST", "/api/auth/sign-in", {
      email: "mia@example.com",
      password: "correct horse battery",
    });
    expect(again.body.organization.id).toBe(id);
  });

  it("does not make a session last longer", async () => {
    const { app, mia, id } = await team();
    await using _ = app;
    for (let day = 0; day < 29; day += 1) {
      app.pass(24 * 3600 * 1000);
      await mia.fetch("POST", "/api/auth/switch", { organization: day % 2 ? mia.organization : id });
    }
    expect(mia.setCookie).toMatch(/Max-Age=86400$/);
    app.pass(24 * 3600 * 1000);
    expect((await mia.fetch("GET", "/api/tasks")).status).toBe(401);
  });

  it("does not surprise another tab that says where it is", async () => {
    const { app, mia, id } = await team();
    await using _ = app;
    const tab = (organization: string) =>
      mia.fetch("POST", "/api/tasks", { title: "Mine" }, { "mozaiks-organization": organization });
    expect((await tab(mia.organization)).status).toBe(201);
    await mia.fetch("POST", "/api/auth/switch", { organization: id });
    const late = await tab(mia.organization);
    expect([late.status, late.body.code]).toEqual([409, "organization.mismatch"]);
    expect((await tab(id)).status).toBe(201);
  });
});
