import type { Json } from "@mozaiks/contracts";
import type { CompiledApp } from "../definition/compiled-app.ts";
import { type DataShape, toDataShape } from "./data-shape.ts";

/** What a migration leads to: a shape, and what the shape alone does not say. */
export interface MigrationTarget {
  readonly shape: DataShape;
  /** The name that a collection had before. */
  formerCollection(name: string): string | undefined;
  /** The name that a field had before. */
  formerField(collection: string, field: string): string | undefined;
  /** What a record has that was made without the field; undefined when there is no such value. */
  defaultOf(collection: string, field: string): Json | undefined;
}

/** What an app wants its database to be. */
export function toMigrationTarget(app: CompiledApp): MigrationTarget {
  return {
    shape: toDataShape(app),
    formerCollection: (name) => own(app.renamedFrom, name),
    formerField: (collection, field) => own(app.collections.get(collection)?.definition.renamedFrom, field),
    defaultOf: (collection, field) => app.collections.get(collection)?.field.get(field)?.default,
  };
}

const own = (names: Readonly<Record<string, string>> = {}, name: string): string | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined;
