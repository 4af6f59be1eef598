import type { Json } from "@mozaiks/contracts";
import { type StoredField, systemFields } from "../data/stored-collection.ts";
import { asideName } from "./aside-name.ts";
import type { DataShape, FieldShape } from "./data-shape.ts";
import type { MigrationStep } from "./migration-step.ts";
import { changedValue, changeOf, isInPlace, revertedValue } from "./to-schema-steps.ts";

/** How a field of a shape to come is made of columns that are there now. */
export interface FieldSource {
  readonly columns: readonly StoredField[];
  readonly toValue: (values: readonly Json[]) => Json;
}

interface CollectionSource {
  /** What the collection is called now; null when there is none yet. */
  readonly stored: string | null;
  readonly fields: ReadonlyMap<string, FieldSource>;
}

/** Where the values of a shape come from, by collection, while steps lead to it one by one. */
export type Sources = ReadonlyMap<string, CollectionSource>;

/** Each field is the column of its name. */
export const sourcesOf = ({ collections }: DataShape): Sources =>
  new Map(collections.map(({ name, fields }) => [name, sourceOf(name, fields)]));

export const collectionSource = (sources: Sources, name: string): CollectionSource =>
  sources.get(name) ?? { stored: null, fields: new Map() };

/** The field as it is made now; those that every row has are themselves. */
export function fieldSource(sources: Sources, collection: string, name: string): FieldSource {
  const own = collectionSource(sources, collection).fields.get(name);
  return own ?? asItIs(systemFields.find((field) => field.name === name) ?? { name, type: { kind: "text" } });
}

/** The sources after a step. `undoes` is the run whose steps are taken back: it says where things were put aside. */
export function sourcesAfter(sources: Sources, step: MigrationStep, undoes: number): Sources {
  const withField = (collection: string, field: string, source: FieldSource): Sources => {
    const { stored, fields } = collectionSource(sources, collection);
    return new Map([...sources, [collection, { stored, fields: new Map([...fields, [field, source]]) }]]);
  };
  switch (step.step) {
    case "add-collection":
      return new Map([...sources, [step.collection.name, { stored: null, fields: new Map() }]]);
    case "restore-collection": {
      const { name, fields } = step.collection;
      return new Map([...sources, [name, sourceOf(asideName(undoes, name), fields)]]);
    }
    case "rename-collection":
      return new Map([...sources, [step.to, collectionSource(sources, step.from)]]);
    case "add-field":
      return withField(step.collection, step.field.name, { columns: [], toValue: () => step.value });
    case "restore-field": {
      const { name, type } = step.field;
      return withField(step.collection, name, asItIs({ name: asideName(undoes, name), type }));
    }
    case "rename-field":
      return withField(step.collection, step.to, fieldSource(sources, step.collection, step.from));
    case "change-field": {
      const { columns, toValue } = fieldSource(sources, step.collection, step.from.name);
      const change = changedValue(step);
      return withField(step.collection, step.to.name, { columns, toValue: (values) => change([toValue(values)]) });
    }
    case "revert-field": {
      if (isInPlace(changeOf(step))) return sources;
      const now = fieldSource(sources, step.collection, step.from.name);
      const kept = { name: asideName(undoes, step.to.name), type: step.to.type };
      const revert = revertedValue(step);
      const toValue = ([before = null, ...rest]: readonly Json[]) => revert([before, now.toValue(rest)]);
      return withField(step.collection, step.to.name, { columns: [kept, ...now.columns], toValue });
    }
    case "drop-collection":
    case "drop-field":
    case "add-index":
    case "drop-index":
      return sources;
  }
}

const sourceOf = (stored: string, fields: readonly FieldShape[]): CollectionSource => ({
  stored,
  fields: new Map(fields.map((field) => [field.name, asItIs(field)])),
});

const asItIs = ({ name, type }: StoredField): FieldSource => ({
  columns: [{ name, type }],
  toValue: ([value = null]) => value,
});
