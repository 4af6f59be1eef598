import type { Row } from "../../src/data/row.ts";
import type { StoredCollection } from "../../src/data/stored-collection.ts";
import type { Write } from "../../src/data/data-engine.ts";
import { always } from "../../src/expression/expr.ts";
import type { FieldOperand } from "../../src/expression/expr.ts";
import type { Plan } from "../../src/data/plan.ts";

/** A collection as the engines' tests use it. */
export const notes: StoredCollection = {
  name: "notes",
  fields: [
    { name: "title", type: { kind: "text" } },
    { name: "rank", type: { kind: "integer" } },
    { name: "price", type: { kind: "decimal", precision: 18, scale: 2 } },
    { name: "done", type: { kind: "boolean" } },
    { name: "tags", type: { kind: "list", item: { kind: "text" } } },
    { name: "extra", type: { kind: "json" } },
    { name: "folder", type: { kind: "reference", collection: "folders", onDelete: "restrict" } },
  ],
  indexes: [
    { fields: ["title"], unique: true },
    { fields: ["owner", "rank"], unique: false },
  ],
};

export const folders: StoredCollection = {
  name: "folders",
  fields: [{ name: "title", type: { kind: "text" } }],
  indexes: [],
};

/** A note with nothing in it but what is said. */
export const note = (given: Partial<Row> & { readonly id: string }): Row => ({
  tenant: "t1",
  owner: null,
  version: 1,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
  deleted_at: null,
  title: null,
  rank: null,
  price: null,
  done: null,
  tags: null,
  extra: null,
  folder: null,
  ...given,
});

export const folder = ({ id, tenant = "t1", title = null }: { id: string; tenant?: string; title?: string | null }) => {
  const { created_at, updated_at } = note({ id });
  return { tenant, id, owner: null, version: 1, created_at, updated_at, deleted_at: null, title } satisfies Row;
};

export const insert = (row: Row, collection = "notes"): Write => ({ kind: "insert", collection, row, guard: always });

/** The row with other values, as the next version of itself. */
export const update = (row: Row, change: Partial<Row>, collection = "notes"): Write => ({
  kind: "update",
  collection,
  row: { ...row, version: row.version + 1, ...change },
  ifVersion: row.version,
  guard: always,
});

export const remove = ({ tenant, id, version }: Row, collection = "notes"): Write => ({
  kind: "remove",
  collection,
  tenant,
  id,
  ifVersion: version,
  guard: always,
});

export const byId = { field: { kind: "field", name: "id", type: { kind: "text" } }, descending: false } as const;

/** All of one tenant's notes in the order of ids, changed by what is said. */
export const planOf = (given: Partial<Plan> = {}): Plan => ({
  collection: "notes",
  tenant: "t1",
  where: always,
  deleted: "exclude",
  sort: [byId],
  limit: 1000,
  ...given,
});

/** A field of `notes` in a condition. */
export function fieldOf(name: string): FieldOperand {
  const type = notes.fields.find((field) => field.name === name)?.type ?? { kind: "text" as const };
  return { kind: "field", name, type };
}
