import { describe, expect, it } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { type Browser, type LocalApp } from "./local-app.ts";
import { codes, rolesOf, team, tokenIn } from "./team.ts";

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
