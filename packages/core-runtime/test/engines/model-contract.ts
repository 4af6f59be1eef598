import fc from "fast-check";
import { expect, it } from "vitest";
import type { DataEngine, Write } from "../../src/data/data-engine.ts";
import type { Row } from "../../src/data/row.ts";
import type { SortKey } from "../../src/data/plan.ts";
import type { Bound, Scalar } from "../../src/expression/expr.ts";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import type { OpenEngine } from "./data-engine-contract.ts";
import { byId, fieldOf, folders, insert, note, notes, planOf, remove, update } from "./rows.ts";

const tenants = ["t1", "t2", "t3"] as const;
const ids = fc.constantFrom("a", "b", "c", "d");
const titles = fc.constantFrom("One", "Two", null);

/** One write as a draw of lots: what it is about is decided when the rows are known. */
const draws = fc.record({
  kind: fc.constantFrom("insert", "update", "remove", "require" as const),
  id: ids,
  title: titles,
  isStale: fc.boolean(),
  isDeleted: fc.boolean(),
  isGuarded: fc.boolean(),
});
type Draw = typeof draws extends fc.Arbitrary<infer D> ? D : never;

const isTitled = (value: Scalar): Bound => ({
  op: "compare",
  how: "eq",
  left: fieldOf("title"),
  right: { kind: "literal", value },
  type: { kind: "text" },
});

function toWrite(draw: Draw, tenant: string, rows: readonly Row[]): Write {
  const row = rows.find(({ id }) => id === draw.id) ?? note({ id: draw.id, tenant });
  const known = { ...row, version: row.version + Number(draw.isStale) };
  const deleted_at = draw.isDeleted ? "2026-01-02T00:00:00.000Z" : null;
  const guard = draw.isGuarded ? { guard: isTitled("One") } : {};
  switch (draw.kind) {
    case "insert":
      return { ...insert(note({ id: draw.id, tenant, title: draw.title })), ...guard };
    case "update":
      return { ...update(known, { title: draw.title, deleted_at }), ...guard };
    case "remove":
      return { ...remove(known), ...guard };
    case "require":
      return { kind: "require", collection: "notes", tenant, id: draw.id, where: isTitled(draw.title) };
  }
}

const all = (engine: DataEngine, tenant: string) => engine.find(planOf({ tenant, deleted: "include" }));

export function modelContract(open: OpenEngine): void {
  it("writes units or refuses them as the oracle does, and three tenants are like three stores", async () => {
    const units = fc.array(
      fc.record({
        tenant: fc.constantFrom(...tenants),
        draws: fc.array(draws, { minLength: 1, maxLength: 4 }),
        inTransaction: fc.boolean(),
      }),
      { minLength: 5, maxLength: 25 },
    );
    await using engine = await open();
    await engine.ensure([notes, folders]);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(units, async (given) => {
        count += 1;
        const stores = new Map(tenants.map((tenant) => [tenant, createMemoryEngine()] as const));
        for (const store of stores.values()) await store.ensure([notes, folders]);
        const start = await engine.position();
        for (const { tenant: name, draws, inTransaction } of given) {
          const tenant = `${name}-${count}`;
          const store = stores.get(name) ?? createMemoryEngine();
          const unit = draws.map((draw) => ({ draw }));
          const rows = await all(store, tenant);
          const writes = unit.map(({ draw }) => toWrite(draw, tenant, rows));
          const outcome = inTransaction
            ? await engine.transaction((transaction) => transaction.apply(writes))
            : await engine.apply(writes);
          expect(outcome).toEqual(await store.apply(writes));
          for (const [other, one] of stores)
            expect(await all(engine, `${other}-${count}`)).toEqual(
              await one.find(planOf({ tenant: `${other}-${count}`, deleted: "include" })),
            );
        }
        const feed = (await engine.feed(start, 1000)) ?? [];
        for (const [name, store] of stores) {
          const told = feed.filter(({ tenant }) => tenant === `${name}-${count}`);
          const expected = (await store.feed("", 1000)) ?? [];
          expect(told.map(({ old, new: next }) => [old, next])).toEqual(
            expected.map(({ old, new: next }) => [old, next]),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it("pages without giving a row twice or leaving one out whose keys stay, while others write", async () => {
    await using engine = await open();
    await engine.ensure([notes]);
    const rank: SortKey = { field: fieldOf("rank"), descending: true };
    const rows = Array.from({ length: 40 }, (_, index) =>
      note({ id: `k${String(index).padStart(2, "0")}`, rank: index % 3 === 0 ? null : index % 7 }),
    );
    await engine.apply(rows.map((row) => insert(row)));
    const isKept = (id: string) => Number(id.slice(1)) % 4 !== 0;
    let turn = 0;
    const disturb = async () => {
      turn += 1;
      const moved = (await engine.find(planOf())).filter(({ id }) => id.startsWith("k") && !isKept(id));
      const changes = moved.map((row, index) =>
        index % 3 === 0 ? remove(row) : update(row, { rank: (Number(row["rank"]) + turn) % 9 }),
      );
      await engine.apply([...changes, insert(note({ id: `new${turn}`, rank: turn % 5 }))]);
    };
    for (const sort of [
      [byId],
      [rank, byId],
      [
        { ...rank, descending: false },
        { ...byId, descending: true },
      ],
    ]) {
      const seen: string[] = [];
      let after: readonly Scalar[] | undefined;
      do {
        const page = await engine.find(planOf({ sort, limit: 3, ...(after && { after }) }));
        seen.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        after = last && sort.map(({ field }) => (last[field.name] ?? null) as Scalar);
        await disturb();
      } while (after);
      const kept = seen.filter((id) => id.startsWith("k") && isKept(id));
      expect(kept.toSorted()).toEqual(rows.map(({ id }) => id).filter(isKept));
    }
  });
}
