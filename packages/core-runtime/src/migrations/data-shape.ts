import { createHash } from "node:crypto";
import type { StoredIndex } from "../data/stored-collection.ts";
import type { CompiledApp } from "../definition/compiled-app.ts";
import type { FieldType } from "../definition/field-type.ts";

/** A field as migrations see it. */
export interface FieldShape {
  readonly name: string;
  readonly type: FieldType;
  /** Whether a record may be without it. */
  readonly nullable: boolean;
}

export interface CollectionShape {
  readonly name: string;
  /** Records belong to the whole app instead of an organisation. */
  readonly isGlobal: boolean;
  readonly fields: readonly FieldShape[];
  readonly indexes: readonly StoredIndex[];
}

/**
 * What a database must look like for an app: collections, fields and indexes, each sorted by name, so that equal shapes are
 * equal values. Rules, routes and defaults are no part of it: changing them needs no migration.
 */
export interface DataShape {
  readonly collections: readonly CollectionShape[];
}

export const emptyShape: DataShape = { collections: [] };

/** The shape that an app's own collections need. */
export function toDataShape(app: CompiledApp): DataShape {
  return sortedShape({
    collections: [...app.collections.values()].map(({ name, isGlobal, fields, indexes }) => ({
      name,
      isGlobal,
      fields: fields.map(({ name, type, nullable }) => ({ name, type, nullable })),
      indexes,
    })),
  });
}

/** The same shape in its one order. */
export function sortedShape({ collections }: DataShape): DataShape {
  return {
    collections: collections
      .map((collection) => ({
        ...collection,
        fields: collection.fields.toSorted(byName),
        indexes: uniqueBy(collection.indexes, indexKey).toSorted((left, right) =>
          compare(indexKey(left), indexKey(right)),
        ),
      }))
      .toSorted(byName),
  };
}

/** 16 hexadecimal digits that are the same exactly for equal shapes. */
export function hashOfShape(shape: DataShape): string {
  return createHash("sha256")
    .update(canonicalJson(sortedShape(shape)))
    .digest("hex")
    .slice(0, 16);
}

/** What tells an index from the others of its collection. */
export const indexKey = ({ fields, unique }: StoredIndex): string => `${fields.join(",")}${unique ? " unique" : ""}`;

/** Whether two types are the same to the last detail. */
export const isSameType = (left: FieldType, right: FieldType): boolean => canonicalJson(left) === canonicalJson(right);

/** JSON whose text is the same for equal values: keys in order, nothing undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => compare(left, right)))
      : part,
  );
}

const byName = (left: { name: string }, right: { name: string }): number => compare(left.name, right.name);
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
