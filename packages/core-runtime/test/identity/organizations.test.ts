import { describe, expect, it } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { type Browser, type LocalApp, openLocalApp } from "./local-app.ts";

/** An organisation of ann's with members of every role: ann and bob own it. */
async function team(options: { file?: string } = {}) {
  const app = await openLocalApp(options);
  const people = {
    ann: await app.signedUp("ann"),
    bob: await app.signedUp("bob"),
    adam: await app.signedUp("adam"),
    mia: await app.signedUp("mia"),
    eve: await app.signedUp("eve"),
  };
  const { body } = await people.ann.fetch("POST", "/api/organizations", { name: "Garden" });
  const path = `/api/organizations/${body.id}`;
  for (const [name, role] of [
    ["bob", "owner"],
    ["adam", "admin"],
    ["mia", "member"],
  ] as const)
    await join(people.ann, people[name], { path, name, role });
  return { app, ...people, id: body.id as string, path };
}

async function join(host: Browser, guest: Browser, { path, name, role }: Record<"path" | "name" | "role", string>) {
  const email = `${name}@example.com`;
  const { body } = await host.fetch("POST", `${path}/invitations`, { email, role });
  return guest.fetch("POST", "/api/auth/invitations/accept", { token: tokenIn(body.url) });
}

const tokenIn = (url: string): string => new URL(url).hash.slice(1);
const rolesOf = async (browser: Browser, path: string) =>
  Object.fromEntries(
    (await browser.fetch("GET", `${path}/members`)).body.items.map((member: { name: string; role: string }) => [
      member.name,
      member.role,
    ]),
  );
const codes = async (answers: readonly Promise<{ body: { code?: string } | undefined }>[]) =>
  (await Promise.all(answers)).map(({ body }) => body?.code ?? "ok").toSorted((a, b) => a.localeCompare(b));

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

describe("members", () => {
  it("are changed up to one's own role only", async () => {
    const { app, ann, bob, adam, mia, path } = await team();
    await using _ = app;
    const change = (by: Browser, of: { id: string }, role: string) =>
      by.fetch("PATCH", `${path}/members/${of.id}`, { role });
    expect((await change(mia, mia, "admin")).body.code).toBe("organization.forbidden");
    expect((await change(mia, adam, "viewer")).body.code).toBe("organization.forbidden");
    expect((await change(adam, mia, "owner")).body.code).toBe("organization.forbidden");
    expect((await change(adam, bob, "viewer")).body.code).toBe("organization.forbidden");
    expect((await change(adam, adam, "owner")).body.code).toBe("organization.forbidden");
    expect((await adam.fetch("DELETE", `${path}/members/${bob.id}`)).body.code).toBe("organization.forbidden");
    expect((await change(adam, mia, "admin")).body).toMatchObject({ id: mia.id, role: "admin" });
    expect((await change(ann, adam, "owner")).status).toBe(200);
    expect((await change(ann, adam, "king")).body.errors).toMatchObject([{ path: "/role" }]);
    expect(await rolesOf(ann, path)).toEqual({ ann: "owner", bob: "owner", adam: "owner", mia: "admin" });
  });

  it("have their new role with the next request", async () => {
    const { app, ann, adam, id, path } = await team();
    await using _ = app;
    await adam.fetch("POST", "/api/auth/switch", { organization: id });
    expect((await adam.fetch("POST", "/api/projects", { name: "Beds" })).status).toBe(201);
    await ann.fetch("PATCH", `${path}/members/${adam.id}`, { role: "member" });
    expect((await adam.fetch("POST", "/api/projects", { name: "Trees" })).status).toBe(403);
  });

  it("who are removed are out with the next request, and their tokens with them", async () => {
    const { app, ann, mia, id, path } = await team();
    await using _ = app;
    await mia.fetch("POST", "/api/auth/switch", { organization: id });
    const { token } = (await mia.fetch("POST", "/api/auth/tokens", { name: "bot", scopes: ["read"] })).body;
    expect((await ann.fetch("DELETE", `${path}/members/${mia.id}`)).status).toBe(204);
    expect((await mia.fetch("GET", "/api/tasks")).body.code).toBe("credential.invalid");
    const bearer = { authorization: `Bearer ${token}` };
    expect((await app.browser().fetch("GET", "/api/tasks", undefined, bearer)).status).toBe(401);
    expect(await rolesOf(ann, path)).toEqual({ ann: "owner", bob: "owner", adam: "admin" });
    expect((await ann.fetch("DELETE", `${path}/members/${mia.id}`)).body.code).toBe("record.not-found");
    const signIn = { email: "mia@example.com", password: "correct horse battery" };
    expect((await mia.fetch("POST", "/api/auth/sign-in", signIn)).body.organization.id).toBe(mia.organization);
  });

  it("leave by themselves", async () => {
    const { app, mia, ann, path } = await team();
    await using _ = app;
    expect((await mia.fetch("DELETE", `${path}/members/${mia.id}`)).status).toBe(204);
    expect(Object.keys(await rolesOf(ann, path))).toEqual(["ann", "bob", "adam"]);
    expect((await mia.fetch("GET", "/api/organizations")).body.items).toHaveLength(1);
  });

  it("always include an owner", async () => {
    const { app, ann, bob, path } = await team();
    await using _ = app;
    expect((await bob.fetch("DELETE", `${path}/members/${bob.id}`)).status).toBe(204);
    const left = ann.fetch("DELETE", `${path}/members/${ann.id}`);
    const demoted = ann.fetch("PATCH", `${path}/members/${ann.id}`, { role: "admin" });
    expect(await codes([left, demoted])).toEqual(["organization.last-owner", "organization.last-owner"]);
  });

  it.each<[string, (by: Browser & { id: string }, path: string) => ReturnType<Browser["fetch"]>]>([
    ["leave", (by, path) => by.fetch("DELETE", `${path}/members/${by.id}`)],
    ["step down", (by, path) => by.fetch("PATCH", `${path}/members/${by.id}`, { role: "member" })],
  ])("keep one owner when both %s at the same moment", async (_what, act) => {
    const { app, ann, bob, path } = await team({ file: sqliteFile() });
    await using _ = app;
    expect(await codes([act(ann, path), act(bob, path)])).toEqual(["ok", "organization.last-owner"]);
  });

  it("keep one owner when both remove each other at the same moment", async () => {
    const { app, ann, bob, adam, path } = await team({ file: sqliteFile() });
    await using _ = app;
    await Promise.all([
      ann.fetch("DELETE", `${path}/members/${bob.id}`),
      bob.fetch("DELETE", `${path}/members/${ann.id}`),
    ]);
    expect(Object.values(await rolesOf(adam, path)).filter((role) => role === "owner")).toHaveLength(1);
  });
});

describe("an invitation", () => {
  const invite = (by: Browser, path: string, email = "eve@example.com", role = "member") =>
    by.fetch("POST", `${path}/invitations`, { email, role });
  const accept = (by: Browser, token: string) => by.fetch("POST", "/api/auth/invitations/accept", { token });

  it("is a link for one address, for seven days, that makes a member", async () => {
    const { app, ann, eve, path } = await team();
    await using _ = app;
    const { status, body } = await invite(ann, path, " Eve@Example.com ");
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        url: expect.stringMatching(/^https:\/\/app\.example\/invitation#[\w-]{43}$/),
        expires_at: "2026-03-08T09:00:00.000Z",
      },
    ]);
    const listed = (await ann.fetch("GET", `${path}/invitations`)).body.items;
    expect(listed).toMatchObject([{ id: body.id, email: "eve@example.com", role: "member", invited_by: ann.id }]);
    expect((await accept(eve, tokenIn(body.url))).body).toMatchObject({ name: "Garden", role: "member" });
    expect((await accept(eve, tokenIn(body.url))).body.code).toBe("invitation.invalid");
    expect((await rolesOf(ann, path))["eve"]).toBe("member");
    expect((await ann.fetch("GET", `${path}/invitations`)).body.items).toEqual([]);
    expect((await invite(ann, path)).body.errors).toMatchObject([{ path: "/email" }]);
  });

  it("is of no use to another account, and stays good for the one it is for", async () => {
    const { app, ann, eve, path } = await team();
    await using _ = app;
    const token = tokenIn((await invite(ann, path)).body.url);
    const thief = await app.signedUp("thief");
    const stolen = await accept(thief, token);
    expect([stolen.status, stolen.body.code]).toEqual([403, "invitation.email-mismatch"]);
    expect((await accept(app.browser(), token)).status).toBe(401);
    expect((await accept(eve, token)).status).toBe(200);
  });

  it("is used once, however many try at the same moment", async () => {
    const { app, ann, eve, path } = await team({ file: sqliteFile() });
    await using _ = app;
    const token = tokenIn((await invite(ann, path)).body.url);
    const tried = Array.from({ length: 5 }, () => accept(eve, token));
    expect(await codes(tried)).toEqual([...Array.from({ length: 4 }, () => "invitation.invalid"), "ok"]);
  });

  it.each<
    [
      string,
      (parts: {
        app: LocalApp;
        ann: Browser;
        bob: Browser & { id: string };
        path: string;
        id: string;
      }) => Promise<unknown>,
    ]
  >([
    ["it expired", async ({ app }) => app.pass(7 * 24 * 3600 * 1000)],
    ["it was taken back", ({ ann, path, id }) => ann.fetch("DELETE", `${path}/invitations/${id}`)],
    ["who invited was removed", ({ ann, bob, path }) => ann.fetch("DELETE", `${path}/members/${bob.id}`)],
    [
      "who invited lost the role",
      ({ ann, bob, path }) => ann.fetch("PATCH", `${path}/members/${bob.id}`, { role: "member" }),
    ],
    ["the organisation was deleted", ({ ann, path }) => ann.fetch("DELETE", path)],
  ])("leads nowhere once %s", async (_when, happen) => {
    const { app, ann, bob, eve, path } = await team();
    await using _ = app;
    const { url, id } = (await invite(bob, path)).body;
    await happen({ app, ann, bob, path, id });
    await eve.fetch("POST", "/api/auth/sign-in", { email: "eve@example.com", password: "correct horse battery" });
    expect((await accept(eve, tokenIn(url))).body.code).toBe("invitation.invalid");
  });

  it("gives nobody more than who invites has, and is made by who manages", async () => {
    const { app, adam, mia, path } = await team();
    await using _ = app;
    expect((await invite(adam, path, "x@example.com", "owner")).body.code).toBe("organization.forbidden");
    expect((await invite(mia, path, "x@example.com", "viewer")).body.code).toBe("organization.forbidden");
    expect((await invite(adam, path, "x@example.com", "admin")).status).toBe(201);
    expect((await mia.fetch("GET", `${path}/invitations`)).body.code).toBe("organization.forbidden");
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
