import { describe, expect, it } from "vitest";
import type { DataEngine, Write } from "../../src/data/data-engine.ts";
import type { Row } from "../../src/data/row.ts";
import { type Bound, always, never } from "../../src/expression/expr.ts";
import type { OpenEngine } from "./data-engine-contract.ts";
import { fieldOf, folder, folders, insert, note, notes, planOf, remove, update } from "./rows.ts";

const isTitled = (value: string): Bound => ({
  op: "compare",
  how: "eq",
  left: fieldOf("title"),
  right: { kind: "literal", value },
  type: { kind: "text" },
});
const title = "Ünïcode 🌍 and a \u{10ffff}";
const full = note({
  id: "a",
  owner: "ann",
  title,
  rank: Number.MAX_SAFE_INTEGER,
  price: "-9999999999999999.99",
  done: true,
  tags: ["x", "🌍"],
  extra: { amount: 1, nested: [null, { a: "b" }] },
  folder: "f",
});
const throughFolder = (rule: Bound): Bound => ({ op: "via", target: fieldOf("folder"), collection: "folders", rule });
const require = (id: string, where: Bound, tenant = "t1"): Write => ({
  kind: "require",
  collection: "folders",
  tenant,
  id,
  where,
});

export function writeContract(openEngine: OpenEngine): void {
  async function open(...rows: readonly Row[]): Promise<DataEngine> {
    const engine = await openEngine();
    await engine.ensure([notes, folders]);
    if (rows.length > 0) expect(await engine.apply(rows.map((row) => insert(row)))).toHaveProperty("changes");
    return engine;
  }
  const all = (engine: DataEngine, tenant = "t1") => engine.find(planOf({ tenant, deleted: "include" }));

  describe("apply", () => {
    it("keeps every value as it was, and says what changed", async () => {
      await using engine = await open();
      const changed: Row = { ...full, version: 2, price: "0.07", done: false, tags: [], extra: null, rank: -1 };
      expect(await engine.apply([insert(full)])).toEqual({
        changes: [{ collection: "notes", tenant: "t1", id: "a", old: null, new: full }],
      });
      expect(await all(engine)).toEqual([full]);
      expect(await engine.apply([update(full, changed)])).toEqual({
        changes: [{ collection: "notes", tenant: "t1", id: "a", old: full, new: changed }],
      });
      expect(await all(engine)).toEqual([changed]);
      expect(await engine.apply([remove(changed)])).toEqual({
        changes: [{ collection: "notes", tenant: "t1", id: "a", old: changed, new: null }],
      });
      expect(await all(engine)).toEqual([]);
    });

    it.each<{ what: string; write: Write; refusal: object }>([
      { what: "an id that is taken", write: insert(note({ id: "a" })), refusal: { reason: "stale" } },
      { what: "another version", write: update({ ...full, version: 2 }, {}), refusal: { reason: "stale" } },
      { what: "a row that is not there", write: update(note({ id: "x" }), {}), refusal: { reason: "stale" } },
      { what: "another tenant's row", write: remove({ ...full, tenant: "t2" }), refusal: { reason: "stale" } },
      {
        what: "a guard that the stored row does not fulfil",
        write: { ...update(full, { title: "New" }), guard: isTitled("New") } as Write,
        refusal: { reason: "stale" },
      },
      {
        what: "a removal whose guard is false",
        write: { ...remove(full), guard: never } as Write,
        refusal: { reason: "stale" },
      },
      {
        what: "an insert whose guard looks at another record in vain",
        write: { ...insert(note({ id: "b", folder: "f" })), guard: throughFolder(isTitled("Private")) } as Write,
        refusal: { reason: "stale" },
      },
      {
        what: "a value that must be unique",
        write: insert(note({ id: "b", title })),
        refusal: { reason: "unique", fields: ["title"] },
      },
      { what: "a record that must be there", write: require("x", always), refusal: { reason: "missing" } },
      { what: "a deleted record that must be there", write: require("gone", always), refusal: { reason: "missing" } },
      { what: "one of another tenant", write: require("f", always, "t2"), refusal: { reason: "missing" } },
      { what: "one that fulfils a condition", write: require("f", isTitled("x")), refusal: { reason: "missing" } },
    ])("refuses $what and writes nothing of the unit", async ({ write, refusal }) => {
      await using engine = await open(full);
      const before = [folder({ id: "f", title: "Home" }), { ...folder({ id: "gone" }), deleted_at: full.created_at }];
      await engine.apply(before.map((row) => insert(row, "folders")));
      const position = await engine.position();
      const unit = [insert(note({ id: "first" })), write, insert(note({ id: "last" }))];
      expect(await engine.apply(unit)).toEqual({ refusal: { index: 1, ...refusal } });
      expect(await all(engine)).toEqual([full]);
      expect(await engine.position()).toBe(position);
    });

    it("writes what guards and requirements allow", async () => {
      await using engine = await open(full);
      await engine.apply([insert(folder({ id: "f", title: "Home" }), "folders")]);
      const unit: readonly Write[] = [
        require("f", isTitled("Home")),
        { ...insert(note({ id: "b", folder: "f" })), guard: throughFolder(isTitled("Home")) } as Write,
        { ...update(full, { title: "New" }), guard: isTitled(title) } as Write,
      ];
      expect(await engine.apply(unit)).toMatchObject({ changes: [{ id: "b" }, { id: "a", new: { title: "New" } }] });
    });

    it("sees within a unit what the unit has written", async () => {
      await using engine = await open();
      const first = note({ id: "a", title: "One" });
      const unit = [insert(first), update(first, { title: "Two" }), insert(note({ id: "b", title: "One" }))];
      expect(await engine.apply(unit)).toMatchObject({ changes: [{ old: null }, { old: first }, { id: "b" }] });
    });

    it("lets nulls, deleted rows and other tenants share what is unique, and a row keep its own", async () => {
      await using engine = await open(note({ id: "a", title: "One" }));
      const gone = note({ id: "b", title: "One", deleted_at: "2026-01-02T00:00:00.000Z" });
      const unit = [
        insert(gone),
        insert(note({ id: "c", tenant: "t2", title: "One" })),
        insert(note({ id: "d" })),
        insert(note({ id: "e" })),
        update(note({ id: "a", title: "One" }), { rank: 1 }),
      ];
      expect(await engine.apply(unit)).toHaveProperty("changes");
      expect(await engine.apply([update(gone, { deleted_at: null })])).toEqual({
        refusal: { index: 0, reason: "unique", fields: ["title"] },
      });
    });

    it("lets exactly one of many writers take a version", async () => {
      await using engine = await open(full);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, rank) => engine.apply([update(full, { rank })])),
      );
      expect(outcomes.filter((outcome) => "changes" in outcome)).toHaveLength(1);
      expect(await all(engine)).toMatchObject([{ version: 2 }]);
    });

    it("is not held up by a unit that cannot be understood", async () => {
      await using engine = await open();
      const good = [engine.apply([insert(note({ id: "a" }))]), engine.apply([insert(note({ id: "b" }))])];
      await Promise.allSettled([engine.apply([insert(note({ id: "x" }), "nowhere")])]);
      expect(await Promise.all(good)).toMatchObject([{ changes: [{ id: "a" }] }, { changes: [{ id: "b" }] }]);
      expect(await all(engine)).toHaveLength(2);
    });
  });
}
