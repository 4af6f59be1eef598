import { type DataShape, sortedShape } from "../../src/migrations/data-shape.ts";
import type { MigrationTarget } from "../../src/migrations/migration-target.ts";
import { field, targetOf } from "./migration-fixture.ts";

const collection = (name: string, fields: readonly ReturnType<typeof field>[], unique: readonly string[] = []) => ({
  name,
  isGlobal: false,
  fields,
  indexes: unique.map((one) => ({ fields: [one], unique: true })),
});

/** A shape with records of every kind of change to come. */
export const before: DataShape = sortedShape({
  collections: [
    collection("tasks", [field("title", "text"), field("count", "text"), field("note", "text")], ["title"]),
    collection("old", [field("name", "text")]),
  ],
});

/** A rename, a drop, a conversion, a default, an index and a collection more. */
export const after: DataShape = sortedShape({
  collections: [
    collection("tasks", [field("name", "text"), field("count", "integer"), field("done", "boolean", false)], ["name"]),
    collection("new", [field("name", "text")]),
  ],
});

export const targetAfter: MigrationTarget = targetOf(after, {
  formerField: (_collection, name) => (name === "name" ? "title" : undefined),
  defaultOf: (_collection, name) => (name === "done" ? false : undefined),
});

export const records = [
  ["tasks", { title: "a", count: "007", note: "n" }],
  ["tasks", { title: "b", count: "many", note: null }],
  ["old", { name: "o" }],
] as const;
