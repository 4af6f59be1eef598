import { openApp, openSqliteEngine } from "@mozaiks/core-runtime/server";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { testIdentity, tokenOf } from "../../src/identity/test-identity.ts";
import { silentLog } from "../../src/log.ts";
import { call } from "../call.ts";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { taskApp } from "../task-app.ts";

describe("people of a test", () => {
  it("are members of the organisations they name, and refer to each other", async () => {
    await using app = await createTestApp(taskApp);
    const ann = app.as({ id: "ann", organization: "garden" });
    const bob = app.as({ id: "bob", email: "bob@garden.example", organization: "garden", role: "member" });
    expect((await call(bob, "GET /api/auth/me")).body).toEqual({
      user: { id: "bob", email: "bob@garden.example", name: "bob" },
      organization: { id: "garden", name: "garden", role: "member" },
    });
    await call(ann, "GET /api/auth/me");
    expect((await call(ann, "GET /api/users")).body.items).toEqual([
      { id: "ann", name: "ann", email: "ann@example.com" },
      { id: "bob", name: "bob", email: "bob@garden.example" },
    ]);
    await call(ann, "POST /api/tasks", { title: "Water", assignee: "bob" });
    expect((await call(bob, "GET /api/tasks?expand=assignee")).body.items).toMatchObject([
      { owner: "ann", expand: { assignee: { id: "bob", email: "bob@garden.example" } } },
    ]);
    const stranger = await call(ann, "POST /api/tasks", { title: "Water", assignee: "eve" });
    expect(stranger.body.code).toBe("reference.not-found");
  });

  it("come with the role they say, and have the one they are given", async () => {
    await using app = await createTestApp(taskApp);
    const ann = app.as({ id: "ann", organization: "garden" });
    const bob = app.as({ id: "bob", organization: "garden", role: "admin" });
    expect((await call(bob, "POST /api/projects", { name: "Beds" })).status).toBe(201);
    await call(ann, "PATCH /api/organizations/garden/members/bob", { role: "viewer" });
    expect((await call(bob, "POST /api/projects", { name: "Trees" })).status).toBe(403);
  });

  it("own a personal organisation, and are invited to others", async () => {
    await using app = await createTestApp(taskApp);
    const [ann, eve] = [app.as({ id: "ann", organization: "garden" }), app.as({ id: "eve" })];
    expect((await call(eve, "GET /api/organizations")).body.items).toMatchObject([{ id: "org-eve", personal: true }]);
    const invitation = { email: "eve@example.com", role: "member" };
    const { url } = (await call(ann, "POST /api/organizations/garden/invitations", invitation)).body;
    await call(eve, "POST /api/auth/invitations/accept", { token: new URL(url).hash.slice(1) });
    expect((await call(eve, "GET /api/organizations")).body.items).toHaveLength(2);
  });

  it("are out once they sign out", async () => {
    await using app = await createTestApp(taskApp);
    const ann = app.as({ id: "ann" });
    await call(ann, "POST /api/auth/sign-out");
    expect((await call(ann, "GET /api/tasks")).status).toBe(401);
  });

  it("stay whatever the clock says", async () => {
    let now = new Date("2026-03-01T09:00:00.000Z");
    await using app = await createTestApp(taskApp, { now: () => now });
    const ann = app.as({ id: "ann" });
    expect((await call(ann, "GET /api/tasks")).status).toBe(200);
    now = new Date("2036-03-01T09:00:00.000Z");
    expect((await call(ann, "GET /api/tasks")).status).toBe(200);
  });
});

it("people of a test are still there when the app is opened again", async () => {
  const file = sqliteFile();
  for (const status of [201, 409]) {
    const app = await openApp(taskApp, {
      engine: await openSqliteEngine({ file, durability: "normal" }),
      identity: testIdentity("test"),
      log: silentLog,
      mode: "test",
    });
    await using _ = app;
    const request = new Request("http://app.test/api/projects", {
      method: "POST",
      headers: { authorization: `Bearer ${tokenOf({ id: "ann" })}`, "content-type": "application/json" },
      body: '{"name":"Garden"}',
    });
    expect((await app.fetch(request)).status).toBe(status);
  }
});

it.each(["test.", "test.e30", "test.bm90IGpzb24"])("a token %s of no person is refused", async (token) => {
  await using app = await createTestApp(taskApp);
  const request = new Request("http://app.test/api/tasks", { headers: { authorization: `Bearer ${token}` } });
  expect((await app.fetch(request)).status).toBe(401);
});

it("the identity of tests does not run in production", () => {
  expect(() => testIdentity("production")).toThrow(expect.objectContaining({ code: "config.invalid" }));
});
