import fc from "fast-check";
import { expect, it } from "vitest";
import type { Row } from "../../src/data/row.ts";
import type { StoredCollection, StoredField } from "../../src/data/stored-collection.ts";
import { isOrdered } from "../../src/definition/field-type.ts";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import type { OpenEngine } from "./data-engine-contract.ts";
import { plansOn, rowsOf, schemas } from "./random-data.ts";
import { insert, note } from "./rows.ts";

const targetFields: readonly StoredField[] = [
  { name: "title", type: { kind: "text" } },
  { name: "rank", type: { kind: "integer" } },
];
const targets: StoredCollection = { name: "targets", fields: targetFields, indexes: [] };
const titles = ["a", null, "A", "\u{1f30d}"];

/** What references lead to: two live records, a deleted one, and one of another tenant. */
const targetRows = (tenant: string): readonly Row[] =>
  titles.map((title, index) => {
    const { created_at, updated_at } = note({ id: "" });
    const system = { owner: index === 0 ? "ann" : null, version: 1, created_at, updated_at };
    const deleted_at = index === 2 ? created_at : null;
    return { tenant: index === 3 ? `${tenant}x` : tenant, id: `t${index}`, ...system, deleted_at, title, rank: index };
  });

const cases = schemas.chain((fields) => {
  const indexable = [...fields.filter(({ type }) => isOrdered(type)).map(({ name }) => name), "owner"];
  const index = fc.record({
    fields: fc.uniqueArray(fc.constantFrom(...indexable), { minLength: 1, maxLength: 2 }),
    unique: fc.constant(false),
  });
  return fc.record({
    fields: fc.constant(fields),
    rows: rowsOf(fields, "t"),
    plans: fc.array(plansOn(fields, targetFields), { minLength: 3, maxLength: 6 }),
    indexes: fc.array(index, { maxLength: 2 }),
    unique: fc.option(fc.constantFrom(...indexable), { nil: undefined }),
  });
});

export function conformanceContract(open: OpenEngine, runs = 60): void {
  it("answers every question as the oracle does, whatever the schema, the rows and the condition", async () => {
    await using engine = await open();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ fields, rows, plans, indexes, unique }) => {
        count += 1;
        const tenant = `t${count}`;
        const unit = unique === undefined ? [] : [{ fields: [unique], unique: true }];
        const collection: StoredCollection = { name: `c${count}`, fields, indexes: [...unit, ...indexes] };
        const oracle = createMemoryEngine();
        for (const one of [engine, oracle]) {
          await one.ensure([collection, targets]);
          await one.apply(targetRows(tenant).map((row) => insert(row, "targets")));
        }
        for (const row of rows) {
          const write = insert({ ...row, tenant }, collection.name);
          expect(await engine.apply([write])).toEqual(await oracle.apply([write]));
        }
        for (const given of plans) {
          const plan = { ...given, collection: collection.name, tenant };
          expect(await engine.find(plan)).toEqual(await oracle.find(plan));
          expect(await engine.count(plan)).toBe(await oracle.count(plan));
          expect(await engine.transaction((transaction) => transaction.find(plan))).toEqual(await oracle.find(plan));
        }
      }),
      { numRuns: runs },
    );
  });
}
