import { describe, expect, it } from "vitest";
import { openLocalApp } from "./local-app.ts";

async function withToken(scopes: readonly string[]) {
  const app = await openLocalApp();
  const ann = await app.signedUp("ann");
  const made = await ann.fetch("POST", "/api/auth/tokens", { name: "bot", scopes, expires_in_days: 30 });
  const { token, id } = made.body;
  const bot = (method: string, path: string, body?: unknown) =>
    app.browser().fetch(method, path, body, { authorization: `Bearer ${token}` });
  return { app, ann, bot, token: token as string, id: id as string, made };
}

describe("an API token", () => {
  it("is shown once, listed without its secret, and revoked", async () => {
    const { app, ann, bot, id, made } = await withToken(["read", "write"]);
    await using _ = app;
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id,
      name: "bot",
      organization: ann.organization,
      scopes: ["read", "write"],
      created_at: "2026-03-01T09:00:00.000Z",
      expires_at: "2026-03-31T09:00:00.000Z",
      token: expect.stringMatching(/^mzk_[\w-]{43}$/),
    });
    const { token: _token, ...shown } = made.body;
    expect((await ann.fetch("GET", "/api/auth/tokens")).body.items).toEqual([shown]);
    expect((await bot("POST", "/api/tasks", { title: "Water the plants" })).body.owner).toBe(ann.id);
    const eve = await app.signedUp("eve");
    expect((await eve.fetch("DELETE", `/api/auth/tokens/${id}`)).status).toBe(404);
    expect((await ann.fetch("DELETE", `/api/auth/tokens/${id}`)).status).toBe(204);
    expect((await bot("GET", "/api/tasks")).body.code).toBe("credential.invalid");
  });

  it("expires", async () => {
    const { app, bot } = await withToken(["read"]);
    await using _ = app;
    app.pass(30 * 24 * 3600 * 1000 - 1);
    expect((await bot("GET", "/api/tasks")).status).toBe(200);
    app.pass(1);
    expect((await bot("GET", "/api/tasks")).status).toBe(401);
  });

  it("acts where it was made, wherever its owner is now", async () => {
    const { app, ann, bot } = await withToken(["read", "write"]);
    await using _ = app;
    const { id } = (await ann.fetch("POST", "/api/organizations", { name: "Garden" })).body;
    await ann.fetch("POST", "/api/auth/switch", { organization: id });
    expect((await bot("GET", "/api/auth/me")).body.organization.id).toBe(ann.organization);
  });

  it.each<[readonly string[], Record<string, number>]>([
    [["read"], { "GET /api/tasks": 200, "GET /api/users": 200, "POST /api/tasks": 403, "POST /api/quick-add": 403 }],
    [["write"], { "GET /api/tasks": 403, "POST /api/tasks": 201, "POST /api/quick-add": 200 }],
    [
      ["tasks:read"],
      { "GET /api/tasks": 200, "GET /api/projects": 403, "POST /api/tasks": 403, "GET /api/users": 403 },
    ],
    [["tasks:write"], { "POST /api/tasks": 201, "GET /api/tasks": 403, "POST /api/projects": 403 }],
    [["projects:write"], { "POST /api/projects": 201, "POST /api/tasks": 403 }],
  ])("with %j may do no more than that", async (scopes, expected) => {
    const { app, bot } = await withToken(scopes);
    await using _ = app;
    for (const [operation, status] of Object.entries(expected)) {
      const [method = "", path = ""] = operation.split(" ");
      const body =
        method === "POST"
          ? { [path.endsWith("quick-add") ? "text" : path.endsWith("projects") ? "name" : "title"]: "x" }
          : undefined;
      const answer = await bot(method, path, body);
      expect(answer.status, operation).toBe(status);
      if (status === 403) expect(answer.body.code).toBe("scope.insufficient");
    }
  });

  it("of one collection does not read another through a reference", async () => {
    const { app, ann, bot } = await withToken(["tasks:read"]);
    await using _ = app;
    const project = (await ann.fetch("POST", "/api/projects", { name: "Garden" })).body;
    await ann.fetch("POST", "/api/tasks", { title: "Water", project: project.id });
    expect((await ann.fetch("GET", "/api/tasks?expand=project")).body.items[0].expand).toHaveProperty("project.name");
    expect((await bot("GET", "/api/tasks?expand=project")).body.items[0].expand).toEqual({});
  });

  it("makes no other credential, and manages neither account nor organisation", async () => {
    const { app, ann, bot } = await withToken(["read", "write"]);
    await using _ = app;
    const asked: readonly (readonly [string, string, unknown?])[] = [
      ["POST", "/api/auth/tokens", { name: "x", scopes: ["read"] }],
      ["GET", "/api/auth/tokens"],
      ["POST", "/api/auth/token"],
      ["GET", "/api/auth/sessions"],
      ["DELETE", "/api/auth/sessions"],
      ["POST", "/api/auth/switch", { organization: ann.organization }],
      ["POST", "/api/auth/password", { current: "x", password: "another long password" }],
      ["POST", "/api/auth/sign-out"],
      ["POST", "/api/organizations", { name: "x" }],
      ["PATCH", `/api/organizations/${ann.organization}`, { name: "x" }],
      ["GET", `/api/organizations/${ann.organization}/members`],
    ];
    for (const [method, path, body] of asked)
      expect((await bot(method, path, body)).body.code, `${method} ${path}`).toBe("scope.insufficient");
  });

  it.each([
    { scopes: [] },
    { scopes: ["admin"] },
    { scopes: ["users:write"] },
    { scopes: ["read"], account: "x" },
    { scopes: ["read"], organization: "x" },
    { scopes: ["read"], expires_in_days: 0 },
    { scopes: ["read"], expires_in_days: 10_000 },
    { scopes: ["read"], token: "mzk_mine" },
  ])("is not made with %j", async (body) => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    expect((await ann.fetch("POST", "/api/auth/tokens", { name: "bot", ...body })).status).toBe(400);
  });
});
