import type { Json } from "@mozaiks/contracts";
import type { StoredIndex } from "../data/stored-collection.ts";
import type { CollectionShape, FieldShape } from "./data-shape.ts";

/**
 * One change of the shape, with all that is needed to do it and to take it back. What is dropped, and what a conversion
 * replaces, is put aside under a name of its own (`_dropped_…`) until it is purged.
 */
export type MigrationStep =
  | { readonly step: "add-collection"; readonly collection: CollectionShape }
  | { readonly step: "drop-collection"; readonly collection: CollectionShape }
  /** Takes the drop back: the records are those that were put aside. */
  | { readonly step: "restore-collection"; readonly collection: CollectionShape }
  | { readonly step: "rename-collection"; readonly from: string; readonly to: string }
  | {
      readonly step: "add-field";
      readonly collection: string;
      readonly field: FieldShape;
      /** What existing records get. */
      readonly value: Json;
    }
  | { readonly step: "drop-field"; readonly collection: string; readonly field: FieldShape }
  /** Takes the drop back; records that were made since have no value. */
  | { readonly step: "restore-field"; readonly collection: string; readonly field: FieldShape }
  | { readonly step: "rename-field"; readonly collection: string; readonly from: string; readonly to: string }
  | {
      readonly step: "change-field";
      readonly collection: string;
      readonly from: FieldShape;
      readonly to: FieldShape;
      /** What records get that have no value, or one that does not fit. */
      readonly value: Json;
    }
  /** Takes a change back: values that are as the change left them are what they were before. */
  | {
      readonly step: "revert-field";
      readonly collection: string;
      readonly from: FieldShape;
      readonly to: FieldShape;
      /** What the change gave to records without a fitting value. */
      readonly value: Json;
    }
  | { readonly step: "add-index"; readonly collection: string; readonly index: StoredIndex }
  | { readonly step: "drop-index"; readonly collection: string; readonly index: StoredIndex };

/** The step that takes a step back. */
export function inverseOf(step: MigrationStep): MigrationStep {
  switch (step.step) {
    case "add-collection":
      return { step: "drop-collection", collection: step.collection };
    case "drop-collection":
      return { step: "restore-collection", collection: step.collection };
    case "add-field":
      return { step: "drop-field", collection: step.collection, field: step.field };
    case "drop-field":
      return { step: "restore-field", collection: step.collection, field: step.field };
    case "rename-collection":
      return { step: "rename-collection", from: step.to, to: step.from };
    case "rename-field":
      return { step: "rename-field", collection: step.collection, from: step.to, to: step.from };
    case "change-field":
      return { step: "revert-field", collection: step.collection, from: step.to, to: step.from, value: step.value };
    case "add-index":
      return { step: "drop-index", collection: step.collection, index: step.index };
    case "drop-index":
      return { step: "add-index", collection: step.collection, index: step.index };
    case "restore-collection":
    case "restore-field":
    case "revert-field":
      throw new TypeError(`${step.step} takes something back itself`);
  }
}

/** One line for people: `add tasks.due (date)`. */
export function describeStep(step: MigrationStep): string {
  switch (step.step) {
    case "add-collection":
      return `add ${step.collection.name}`;
    case "drop-collection":
      return `drop ${step.collection.name} (put aside until it is purged)`;
    case "restore-collection":
      return `restore ${step.collection.name}`;
    case "rename-collection":
      return `rename ${step.from} to ${step.to}`;
    case "add-field":
      return `add ${step.collection}.${step.field.name} (${kindOf(step.field)}${step.value === null ? "" : `, existing records get ${JSON.stringify(step.value)}`})`;
    case "drop-field":
      return `drop ${step.collection}.${step.field.name} (put aside until it is purged)`;
    case "restore-field":
      return `restore ${step.collection}.${step.field.name}`;
    case "rename-field":
      return `rename ${step.collection}.${step.from} to ${step.to}`;
    case "change-field":
      return `change ${step.collection}.${step.to.name} from ${kindOf(step.from)} to ${kindOf(step.to)}`;
    case "revert-field":
      return `change ${step.collection}.${step.to.name} back from ${kindOf(step.from)} to ${kindOf(step.to)}`;
    case "add-index":
      return `add ${describeIndex(step.index)} to ${step.collection}`;
    case "drop-index":
      return `drop ${describeIndex(step.index)} of ${step.collection}`;
  }
}

const describeIndex = ({ fields, unique }: StoredIndex): string =>
  `${unique ? "unique " : ""}index (${fields.join(", ")})`;

function kindOf({ type, nullable }: FieldShape): string {
  const kind =
    type.kind === "list"
      ? `list of ${type.item.kind}`
      : type.kind === "reference"
        ? `reference to ${type.collection}`
        : type.kind === "decimal"
          ? `decimal(${type.precision}, ${type.scale})`
          : type.kind;
  return nullable ? `${kind}, optional` : kind;
}
