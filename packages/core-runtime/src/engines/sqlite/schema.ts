import {
  indexKey,
  type StoredCollection,
  type StoredField,
  type StoredIndex,
  systemFields,
} from "../../data/stored-collection.ts";
import type { FieldKind } from "../../definition/field-type.ts";
import { quoted } from "./codec.ts";

const columnTypes: Readonly<Record<FieldKind, string>> = {
  text: "TEXT",
  integer: "INTEGER",
  number: "REAL",
  boolean: "INTEGER",
  datetime: "TEXT",
  date: "TEXT",
  decimal: "INTEGER",
  reference: "TEXT",
  list: "TEXT",
  json: "TEXT",
};

const required: ReadonlySet<string> = new Set(["id", "version", "created_at", "updated_at"]);

/** What the engine keeps besides collections: the feed of changes, and the journal of migrations that are under way. */
export const ownTables = [
  `CREATE TABLE IF NOT EXISTS "_changes" (position INTEGER PRIMARY KEY, at INTEGER NOT NULL, collection TEXT NOT NULL, tenant TEXT NOT NULL, id TEXT NOT NULL, old TEXT, new TEXT) STRICT`,
  `CREATE TABLE IF NOT EXISTS "_steps" (run TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (run, step)) STRICT, WITHOUT ROWID`,
] as const;

export const columnOf = ({ name, type }: StoredField): string => `${quoted(name)} ${columnTypes[type.kind]}`;

/** What makes the table of a collection and its indexes where they are missing. */
export function schemaOf({ name, fields, indexes }: StoredCollection): readonly string[] {
  const columns = [
    `"tenant" TEXT NOT NULL`,
    ...systemFields.map((field) => `${columnOf(field)}${required.has(field.name) ? " NOT NULL" : ""}`),
    ...fields.map((field) => columnOf(field)),
  ];
  return [
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (${columns.join(", ")}, PRIMARY KEY ("tenant", "id")) STRICT, WITHOUT ROWID`,
    ...indexes.map((index) => indexSql(name, index)),
  ];
}

/** Nulls never collide in SQLite; deleted rows are left out. Other indexes end with the id, so that they give an order. */
export function indexSql(collection: string, index: StoredIndex): string {
  const fields = index.unique || index.fields.includes("id") ? index.fields : [...index.fields, "id"];
  const columns = ["tenant", ...fields].map(quoted).join(", ");
  const name = quoted(indexName(collection, index));
  return index.unique
    ? `CREATE UNIQUE INDEX IF NOT EXISTS ${name} ON ${quoted(collection)} (${columns}) WHERE "deleted_at" IS NULL`
    : `CREATE INDEX IF NOT EXISTS ${name} ON ${quoted(collection)} (${columns})`;
}

/** An index is found by its name: `notes:owner,rank`, `notes:title unique`. */
export const indexName = (collection: string, index: StoredIndex): string => `${collection}:${indexKey(index)}`;

/** The index that a name stands for. */
export function indexOfName(name: string): StoredIndex {
  const [, fields = "", unique = ""] = /^[^:]*:(.*?)( unique)?$/.exec(name) ?? [];
  return { fields: fields.split(","), unique: unique !== "" };
}
