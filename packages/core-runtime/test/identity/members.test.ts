import { describe, expect, it } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { type Browser } from "./local-app.ts";
import { codes, rolesOf, team } from "./team.ts";

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
