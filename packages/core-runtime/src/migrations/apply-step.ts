import { MozaiksError } from "@mozaiks/contracts";
import {
  canonicalJson,
  type CollectionShape,
  type DataShape,
  type FieldShape,
  indexKey,
  sortedShape,
} from "./data-shape.ts";
import { describeStep, type MigrationStep } from "./migration-step.ts";

/** The shape after a step. @throws MozaiksError `migration.failed` when the step does not fit the shape. */
export function applyStep(shape: DataShape, step: MigrationStep): DataShape {
  const fit = (holds: boolean, what: string): void => {
    if (!holds) throw new MozaiksError("migration.failed", `This migration cannot ${describeStep(step)}: ${what}`);
  };
  const at = (name: string): CollectionShape => {
    const found = shape.collections.find((collection) => collection.name === name);
    if (found) return found;
    throw new MozaiksError("migration.failed", `This migration cannot ${describeStep(step)}: there is no ${name}`);
  };
  const isThere = (name: string): boolean => shape.collections.some((collection) => collection.name === name);
  const hasField = (name: string, field: string): boolean => at(name).fields.some((one) => one.name === field);
  const isIndexed = (name: string, field: string): boolean =>
    at(name).indexes.some(({ fields }) => fields.includes(field));
  const withCollection = (collection: CollectionShape, replaced: string = collection.name): DataShape =>
    sortedShape({ collections: [...shape.collections.filter(({ name }) => name !== replaced), collection] });
  const withFields = (name: string, change: (fields: readonly FieldShape[]) => readonly FieldShape[]): DataShape =>
    withCollection({ ...at(name), fields: change(at(name).fields) });

  switch (step.step) {
    case "add-collection":
    case "restore-collection":
      fit(!isThere(step.collection.name), "it is there");
      return withCollection(step.collection);
    case "drop-collection":
      fit(isEqual(at(step.collection.name), step.collection), "it is another one");
      return { collections: shape.collections.filter(({ name }) => name !== step.collection.name) };
    case "rename-collection":
      fit(!isThere(step.to), `${step.to} is there`);
      return withReferences(withCollection({ ...at(step.from), name: step.to }, step.from), step.from, step.to);
    case "add-field":
    case "restore-field":
      fit(!hasField(step.collection, step.field.name), "it is there");
      return withFields(step.collection, (fields) => [...fields, step.field]);
    case "drop-field":
      fit(
        at(step.collection).fields.some((field) => isEqual(field, step.field)),
        "there is no such field",
      );
      fit(!isIndexed(step.collection, step.field.name), "an index has it");
      return withFields(step.collection, (fields) => fields.filter(({ name }) => name !== step.field.name));
    case "rename-field":
      fit(hasField(step.collection, step.from), "there is no such field");
      fit(!hasField(step.collection, step.to), `${step.to} is there`);
      fit(!isIndexed(step.collection, step.from), "an index has it");
      return withFields(step.collection, (fields) =>
        fields.map((field) => (field.name === step.from ? { ...field, name: step.to } : field)),
      );
    case "change-field":
    case "revert-field":
      fit(
        at(step.collection).fields.some((field) => isEqual(field, step.from)),
        "the field is another one",
      );
      fit(step.from.name === step.to.name, "its name changes");
      return withFields(step.collection, (fields) =>
        fields.map((field) => (field.name === step.to.name ? step.to : field)),
      );
    case "add-index": {
      const collection = at(step.collection);
      fit(!collection.indexes.some((index) => isEqual(index, step.index)), "it is there");
      return withCollection({ ...collection, indexes: [...collection.indexes, step.index] });
    }
    case "drop-index": {
      const collection = at(step.collection);
      const indexes = collection.indexes.filter((index) => indexKey(index) !== indexKey(step.index));
      fit(indexes.length < collection.indexes.length, "there is no such index");
      return withCollection({ ...collection, indexes });
    }
  }
}

/** The shape after all steps in their order. @throws MozaiksError `migration.failed`. */
export const applySteps = (shape: DataShape, steps: readonly MigrationStep[]): DataShape =>
  steps.reduce(applyStep, shape);

/** References follow the collection they refer to. */
function withReferences({ collections }: DataShape, from: string, to: string): DataShape {
  const renamed = (type: FieldShape["type"]): FieldShape["type"] => {
    if (type.kind === "list") return { ...type, item: renamed(type.item) };
    return type.kind === "reference" && type.collection === from ? { ...type, collection: to } : type;
  };
  return {
    collections: collections.map((collection) => ({
      ...collection,
      fields: collection.fields.map((field) => ({ ...field, type: renamed(field.type) })),
    })),
  };
}

const isEqual = (left: unknown, right: unknown): boolean => canonicalJson(left) === canonicalJson(right);
