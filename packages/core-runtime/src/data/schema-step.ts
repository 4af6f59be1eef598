import type { Json } from "@mozaiks/contracts";
import type { StoredCollection, StoredField, StoredIndex } from "./stored-collection.ts";

/**
 * One change of the shape in which records are kept. Names may be those of the app or of what a migration has put aside
 * (`_dropped_title`). Indexes stay with their collection; those that name a field must be dropped before the field is renamed or
 * erased.
 */
export type SchemaStep =
  | { readonly kind: "add-collection"; readonly collection: StoredCollection }
  | { readonly kind: "rename-collection"; readonly from: string; readonly to: string }
  /** Erases the collection with its records, if it is there. */
  | { readonly kind: "erase-collection"; readonly collection: string }
  | {
      readonly kind: "add-field";
      readonly collection: string;
      readonly field: StoredField;
      /** What every record there is gets, deleted ones too. */
      readonly value: Json;
    }
  | { readonly kind: "rename-field"; readonly collection: string; readonly from: string; readonly to: string }
  | { readonly kind: "erase-field"; readonly collection: string; readonly field: string }
  /** Gives a field of every record a new value, made of other fields of the record, all in wire form. */
  | {
      readonly kind: "fill-field";
      readonly collection: string;
      readonly field: StoredField;
      readonly from: readonly StoredField[];
      /** Pure. What it throws ends the step, which then has changed nothing. */
      readonly toValue: (values: readonly Json[]) => Json;
    }
  | { readonly kind: "add-index"; readonly collection: string; readonly index: StoredIndex }
  | { readonly kind: "drop-index"; readonly collection: string; readonly index: StoredIndex };

/** What is really there, as far as names tell: fields without those that every row has. */
export interface StoredShape {
  readonly collection: string;
  readonly fields: readonly string[];
}
