import { asSystem, auth, forEachTenant, withScope } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { db, notesApp } from "./notes-app.ts";

const colleagues = (app: Awaited<ReturnType<typeof createTestApp>>) =>
  [
    app.as({ id: "ann", organization: "acme" }),
    app.as({ id: "bob", organization: "acme" }),
    app.as({ id: "eve" }),
  ] as const;

async function auditOf(app: Awaited<ReturnType<typeof createTestApp>>, tenant: string) {
  const all = { op: "constant", value: true } as const;
  const plan = { collection: "_audit", tenant, where: all, deleted: "exclude", sort: [], limit: 100 } as const;
  return (await app.kernel.engine.find(plan)).filter(({ action }) => action === "rules.bypassed");
}

describe("db", () => {
  it("throws outside a request, and says what to use", async () => {
    await using _app = await createTestApp(notesApp);
    await expect(db.notes.list()).rejects.toMatchObject({
      code: "scope.missing",
      message: expect.stringContaining("withScope()"),
    });
  });

  it("says which collections there are when one is unknown", async () => {
    await using app = await createTestApp(notesApp);
    const unknown = async () => (db as unknown as { nots: typeof db.notes }).nots.list();
    await expect(app.as({ id: "ann" }).run(unknown)).rejects.toThrow('did you mean "notes"?');
  });
});

describe("withScope", () => {
  it("works for a member, under the rules, outside of any request", async () => {
    await using app = await createTestApp(notesApp);
    const [ann, bob] = colleagues(app);
    const { id } = await ann.run(() => db.notes.create({ text: "Ann's" }));
    await bob.fetch("/api/notes");
    expect(await withScope({ tenant: "acme", user: "ann" }, () => db.notes.get(id))).toMatchObject({ owner: "ann" });
    await expect(withScope({ tenant: "acme", user: "bob" }, () => db.notes.get(id))).rejects.toMatchObject({
      code: "record.not-found",
    });
    expect(await withScope({ tenant: "acme", user: "ann" }, () => auth.currentUser())).toMatchObject({
      id: "ann",
      email: "ann@example.com",
      organization: { id: "acme" },
    });
  });

  it("has no user when none is named", async () => {
    await using app = await createTestApp(notesApp);
    await colleagues(app)[0].fetch("/api/notes");
    expect(await withScope({ tenant: "acme", user: null }, () => auth.maybeUser())).toBeNull();
    await expect(withScope({ tenant: "acme", user: null }, () => db.notes.list())).rejects.toMatchObject({
      code: "record.forbidden",
    });
  });

  it.each([
    ["an organization that is not there", { tenant: "nowhere", user: "ann" }],
    ["somebody who is no member", { tenant: "acme", user: "eve" }],
    ["an organization that is not there, without a user", { tenant: "nowhere", user: null }],
  ])("refuses %s", async (_what, scope) => {
    await using app = await createTestApp(notesApp);
    for (const person of colleagues(app)) await person.fetch("/api/notes");
    await expect(withScope(scope, () => db.notes.list())).rejects.toMatchObject({ code: "organization.not-found" });
  });
});

describe("asSystem", () => {
  it("sees and writes without rules, within one tenant, and is kept in the audit log", async () => {
    await using app = await createTestApp(notesApp);
    const [ann, bob, eve] = colleagues(app);
    await ann.run(() => db.notes.create({ text: "Ann's" }));
    await eve.run(() => db.notes.create({ text: "Eve's" }));
    const work = async () => {
      const made = await db.notes.create({ text: "The app's" });
      const given = await db.notes.create({ text: "For Ann", owner: "ann" });
      return {
        owners: [made.owner, given.owner],
        texts: (await db.notes.list({ sort: "text" })).items.map(({ text }) => text),
      };
    };
    const result = await bob.run(() => asSystem({ tenant: "acme", reason: "a report" }, work));
    expect(result).toEqual({ owners: [null, "ann"], texts: ["Ann's", "For Ann", "The app's"] });
    expect(await auditOf(app, "acme")).toMatchObject([{ actor: "bob", note: "a report" }]);
    expect((await bob.run(() => db.notes.list())).items).toEqual([]);
  });

  it("refuses an organization that is not there, and a missing reason", async () => {
    await using app = await createTestApp(notesApp);
    await colleagues(app)[0].fetch("/api/notes");
    const list = () => db.notes.list();
    await expect(asSystem({ tenant: "nowhere", reason: "x" }, list)).rejects.toMatchObject({
      code: "organization.not-found",
    });
    await expect(asSystem({ tenant: "acme", reason: " " }, list)).rejects.toThrow("needs a reason");
    expect(await auditOf(app, "acme")).toEqual([]);
  });

  it("is part of the transaction it is called in", async () => {
    await using app = await createTestApp(notesApp, { engine: "sqlite" });
    const [ann] = colleagues(app);
    const work = ann.run(() =>
      db.transaction(async () => {
        await asSystem({ tenant: "acme", reason: "x" }, () => db.notes.create({ text: "gone" }));
        throw new Error("no");
      }),
    );
    await expect(work).rejects.toThrow("no");
    expect(await asSystem({ tenant: "acme", reason: "look" }, () => db.notes.count())).toBe(0);
  });
});

it("forEachTenant calls back with every organization", async () => {
  await using app = await createTestApp(notesApp);
  for (const person of colleagues(app)) await person.run(() => db.notes.create({ text: "a" }));
  const counts: Record<string, number> = {};
  await forEachTenant(async (tenant) => {
    counts[tenant] = await asSystem({ tenant, reason: "counting" }, () => db.notes.count());
  });
  expect(counts).toMatchObject({ acme: 2, "org-eve": 1 });
});
