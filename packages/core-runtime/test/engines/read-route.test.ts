import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import type { StoredCollection } from "../../src/data/stored-collection.ts";
import type { Plan } from "../../src/data/plan.ts";
import { createCodec } from "../../src/engines/sqlite/codec.ts";
import { compileCount, compileFind } from "../../src/engines/sqlite/compile-plan.ts";
import { isQuick } from "../../src/engines/sqlite/read-route.ts";
import { writeStatistics } from "../../src/engines/sqlite/planner-statistics.ts";
import { ownTables, schemaOf } from "../../src/engines/sqlite/schema.ts";
import { createStatements } from "../../src/engines/sqlite/statements.ts";
import { type Bound, isConstant, type Scalar } from "../../src/expression/expr.ts";
import { byId, fieldOf, folders, notes, planOf } from "./rows.ts";

const is = (name: string, value: Scalar): Bound => {
  const field = fieldOf(name);
  return { op: "compare", how: "eq", left: field, right: { kind: "literal", value }, type: field.type };
};
const newest = { ...byId, descending: true };
const byRank = { field: fieldOf("rank"), descending: false };
const inFolder: Bound = { op: "via", target: fieldOf("folder"), collection: "folders", rule: is("title", "x") };

function databaseOf(...collections: readonly StoredCollection[]): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  for (const sql of [...ownTables, ...collections.flatMap(schemaOf)]) database.exec(sql);
  writeStatistics(database, collections);
  return database;
}

it.each<{ what: string; plan: Partial<Plan>; quick: boolean }>([
  { what: "one row by its id", plan: { where: is("id", "a") }, quick: true },
  {
    what: "one row whose rule looks at another",
    plan: { where: { op: "and", of: [is("id", "a"), inFolder] } },
    quick: true,
  },
  { what: "a page of all rows", plan: { sort: [newest], limit: 51 }, quick: true },
  { what: "the next page of all rows", plan: { sort: [newest], after: ["x"], limit: 51 }, quick: true },
  { what: "rows of one owner", plan: { where: is("owner", "ann"), sort: [byRank, byId] }, quick: true },
  { what: "rows by a unique value", plan: { where: is("title", "x"), sort: [] }, quick: true },
  {
    what: "a page of one owner's rows of one rank",
    plan: { where: { op: "and", of: [is("owner", "a"), is("rank", 1)] }, sort: [newest] },
    quick: true,
  },
  { what: "rows of one owner in another order", plan: { where: is("owner", "ann"), sort: [byId] }, quick: false },
  { what: "rows by a field without an index", plan: { where: is("done", true), sort: [newest] }, quick: false },
  { what: "rows that refer to some", plan: { where: inFolder, sort: [newest] }, quick: false },
  { what: "all rows in an order without an index", plan: { sort: [byRank, byId] }, quick: false },
])("$what: quick is $quick", ({ plan: given, quick }) => {
  using database = databaseOf(notes, folders);
  const plan = planOf(given);
  const { sql } = compileFind(plan, createCodec(notes));
  expect(isQuick(sql, !isConstant(plan.where), createStatements(database))).toBe(quick);
});

it("counting is never quick, but for one row", () => {
  using database = databaseOf(notes);
  const statements = createStatements(database);
  expect(isQuick(compileCount(planOf()).sql, true, statements)).toBe(false);
  expect(isQuick(compileCount(planOf({ where: is("id", "a") })).sql, true, statements)).toBe(true);
});
