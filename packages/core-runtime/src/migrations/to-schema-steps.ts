import type { Json } from "@mozaiks/contracts";
import type { SchemaStep } from "../data/schema-step.ts";
import type { StoredField } from "../data/stored-collection.ts";
import { asideName } from "./aside-name.ts";
import { canonicalJson, type CollectionShape, type FieldShape } from "./data-shape.ts";
import { conversionOf, convertValue } from "./field-conversion.ts";
import type { MigrationStep } from "./migration-step.ts";

/** Which run does the steps, and which one they take back: what is put aside carries the number of its run. */
export interface RunNumbers {
  readonly run: number;
  readonly undoes?: number;
}

/** What an engine does for the steps. Values are put aside, never written over, so that each can be taken back. */
export function toSchemaSteps(steps: readonly MigrationStep[], numbers: RunNumbers): readonly SchemaStep[] {
  return steps.flatMap((step) => schemaStepsOf(step, numbers));
}

function schemaStepsOf(step: MigrationStep, { run, undoes = 0 }: RunNumbers): readonly SchemaStep[] {
  switch (step.step) {
    case "add-collection":
      return [{ kind: "add-collection", collection: stored(step.collection) }];
    case "drop-collection":
      return [{ kind: "rename-collection", from: step.collection.name, to: asideName(run, step.collection.name) }];
    case "restore-collection":
      return [{ kind: "rename-collection", from: asideName(undoes, step.collection.name), to: step.collection.name }];
    case "rename-collection":
      return [{ kind: "rename-collection", from: step.from, to: step.to }];
    case "add-field":
      return [{ kind: "add-field", collection: step.collection, field: storedField(step.field), value: step.value }];
    case "drop-field":
      return [putAside(step.collection, step.field.name, run)];
    case "restore-field":
      return [
        {
          kind: "rename-field",
          collection: step.collection,
          from: asideName(undoes, step.field.name),
          to: step.field.name,
        },
      ];
    case "rename-field":
      return [{ kind: "rename-field", collection: step.collection, from: step.from, to: step.to }];
    case "change-field": {
      if (isInPlace(step)) return [];
      const before = { name: asideName(run, step.from.name), type: step.from.type };
      return refill(step.collection, run, storedField(step.to), [before], changedValue(step));
    }
    case "revert-field": {
      if (isInPlace(changeOf(step))) return [];
      const now = { name: asideName(run, step.from.name), type: step.from.type };
      const before = { name: asideName(undoes, step.to.name), type: step.to.type };
      return refill(step.collection, run, storedField(step.to), [before, now], revertedValue(step));
    }
    case "add-index":
      return [{ kind: "add-index", collection: step.collection, index: step.index }];
    case "drop-index":
      return [{ kind: "drop-index", collection: step.collection, index: step.index }];
  }
}

/** A change of a field, in the direction it was made. */
type Change = Pick<Extract<MigrationStep, { step: "change-field" }>, "from" | "to" | "value">;

/** Whether stored values stay as they are: the type keeps them, and no absent one gets a value. */
export const isInPlace = ({ from, to, value }: Change): boolean =>
  conversionOf(from.type, to.type) === "same" && !(from.nullable && !to.nullable && value !== null);

/** The change that a revert takes back. */
export const changeOf = ({ from, to, value }: Change): Change => ({ from: to, to: from, value });

/** What a value becomes; null when it has no new form. */
export const changedValue =
  ({ from, to, value }: Change) =>
  ([before = null]: readonly Json[]): Json => {
    const converted = convertValue(before, from.type, to.type) ?? null;
    return converted === null && !to.nullable ? value : converted;
  };

/** What was there before the change, unless somebody wrote another value since. */
export const revertedValue =
  ({ from, to, value }: Change) =>
  ([before = null, now = null]: readonly Json[]): Json => {
    const untouched = changedValue(changeOf({ from, to, value }))([before]);
    const isUntouched = canonicalJson(untouched) === canonicalJson(now);
    return isUntouched && (before !== null || to.nullable) ? before : (convertValue(now, from.type, to.type) ?? null);
  };

/** A column of the same name made anew from the ones that were put aside. */
function refill(
  collection: string,
  run: number,
  field: StoredField,
  from: readonly StoredField[],
  toValue: (values: readonly Json[]) => Json,
): readonly SchemaStep[] {
  return [
    putAside(collection, field.name, run),
    { kind: "add-field", collection, field, value: null },
    { kind: "fill-field", collection, field, from, toValue },
  ];
}

const putAside = (collection: string, field: string, run: number): SchemaStep => ({
  kind: "rename-field",
  collection,
  from: field,
  to: asideName(run, field),
});

const storedField = ({ name, type }: FieldShape): StoredField => ({ name, type });

const stored = ({ name, fields, indexes }: CollectionShape) => ({ name, fields: fields.map(storedField), indexes });
