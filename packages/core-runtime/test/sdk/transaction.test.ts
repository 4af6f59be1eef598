import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { db, notesApp } from "./notes-app.ts";

describe.each(["memory", "sqlite"] as const)("db.transaction on %s", (engine) => {
  const open = () => createTestApp(notesApp, { engine });

  it("writes everything when the work resolves, and answers what it answers", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const texts = await ann.run(() =>
      db.transaction(async (tx) => {
        const first = await tx.notes.create({ text: "a" });
        await tx.notes.update(first.id, { pages: 2 });
        return [first.text, (await db.notes.get(first.id)).pages];
      }),
    );
    expect(texts).toEqual(["a", 2]);
    expect((await ann.run(() => db.notes.list())).items).toMatchObject([{ text: "a", pages: 2, version: 2 }]);
  });

  it("writes nothing when the work throws", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const work = ann.run(() =>
      db.transaction(async (tx) => {
        await tx.notes.create({ text: "a" });
        expect(await tx.notes.count()).toBe(1);
        await tx.notes.create({ text: "" });
      }),
    );
    await expect(work).rejects.toMatchObject({ code: "request.invalid" });
    expect(await ann.run(() => db.notes.count())).toBe(0);
  });

  it("does not nest", async () => {
    await using app = await open();
    const work = app.as({ id: "ann" }).run(() => db.transaction(() => db.transaction(async () => 1)));
    await expect(work).rejects.toMatchObject({ code: "transaction.failed", message: expect.stringContaining("nest") });
  });

  it("counts right when many add to one record at once", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const { id } = await ann.run(() => db.notes.create({ text: "a", pages: 0 }));
    const add = () =>
      ann.run(() =>
        db.transaction(async (tx) => {
          const { pages } = await tx.notes.get(id);
          await tx.notes.update(id, { pages: pages + 1 });
        }),
      );
    await Promise.all(Array.from({ length: 10 }, add));
    expect(await ann.run(() => db.notes.get(id))).toMatchObject({ pages: 10, version: 11 });
  });

  it("is not in the way of single writes to the same record, which all count", async () => {
    await using app = await open();
    const ann = app.as({ id: "ann" });
    const { id } = await ann.run(() => db.notes.create({ text: "a" }));
    await Promise.all(Array.from({ length: 20 }, (_, pages) => ann.run(() => db.notes.update(id, { pages }))));
    expect(await ann.run(() => db.notes.get(id))).toMatchObject({ version: 21 });
  });
});

describe.each(["memory", "sqlite"] as const)("idempotencyKey on %s", (engine) => {
  it("does the same once, also when it races, and shares the key with REST", async () => {
    await using app = await createTestApp(notesApp, { engine });
    const ann = app.as({ id: "ann" });
    const create = () => ann.run(() => db.notes.create({ text: "once" }, { idempotencyKey: "k1" }));
    const made = await Promise.all([create(), create(), create()]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const headers = { "idempotency-key": "k1" };
    const answer = await ann.fetch("/api/notes", { method: "POST", body: '{"text":"once"}', headers });
    expect([answer.status, await answer.json()]).toEqual([201, made[0]]);
    expect(await ann.run(() => db.notes.count())).toBe(1);
    const other = ann.run(() => db.notes.create({ text: "other" }, { idempotencyKey: "k1" }));
    await expect(other).rejects.toMatchObject({ code: "idempotency.reused" });
  });

  it("goes with the transaction that it is part of", async () => {
    await using app = await createTestApp(notesApp, { engine });
    const ann = app.as({ id: "ann" });
    const create = () => db.notes.create({ text: "a" }, { idempotencyKey: "k2" });
    const failed = ann.run(() =>
      db.transaction(async () => {
        await create();
        throw new Error("no");
      }),
    );
    await expect(failed).rejects.toThrow("no");
    const first = await ann.run(create);
    expect(await ann.run(create)).toEqual(first);
    const gone = { idempotencyKey: "k3" };
    await ann.run(() => db.notes.delete(first.id, gone));
    await ann.run(() => db.notes.delete(first.id, gone));
    await expect(ann.run(() => db.notes.delete(first.id))).rejects.toMatchObject({ code: "record.not-found" });
  });
});
