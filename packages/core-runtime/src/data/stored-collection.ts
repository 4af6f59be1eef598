import type { FieldType } from "../definition/field-type.ts";

export interface StoredField {
  readonly name: string;
  readonly type: FieldType;
}

/** An index over fields of one tenant. Unique indexes leave out nulls and deleted rows. */
export interface StoredIndex {
  readonly fields: readonly string[];
  readonly unique: boolean;
}

/** What tells an index from the others of its collection. */
export const indexKey = ({ fields, unique }: StoredIndex): string => `${fields.join(",")}${unique ? " unique" : ""}`;

/** What an engine must know of a collection: its fields besides those that every row has, and its indexes. */
export interface StoredCollection {
  readonly name: string;
  readonly fields: readonly StoredField[];
  readonly indexes: readonly StoredIndex[];
}

/** The fields that every row has, in their order. */
export const systemFields: readonly StoredField[] = [
  { name: "id", type: { kind: "text" } },
  { name: "owner", type: { kind: "reference", collection: "users", onDelete: "set-null" } },
  { name: "version", type: { kind: "integer" } },
  { name: "created_at", type: { kind: "datetime" } },
  { name: "updated_at", type: { kind: "datetime" } },
  { name: "deleted_at", type: { kind: "datetime" } },
];
