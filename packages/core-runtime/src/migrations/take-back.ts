import type { SchemaStep } from "../data/schema-step.ts";
import { asideName } from "./aside-name.ts";

/** What undoes the schema steps of a run that could not go on; the last one first. */
export function takeBack(steps: readonly SchemaStep[], run: number): readonly SchemaStep[] {
  return steps.toReversed().flatMap((step) => inverseOf(step, run));
}

function inverseOf(step: SchemaStep, run: number): readonly SchemaStep[] {
  switch (step.kind) {
    case "add-collection":
      return [{ kind: "rename-collection", from: step.collection.name, to: asideName(run, step.collection.name) }];
    case "rename-collection":
      return [{ kind: "rename-collection", from: step.to, to: step.from }];
    case "add-field":
      return [{ kind: "erase-field", collection: step.collection, field: step.field.name }];
    case "rename-field":
      return [{ kind: "rename-field", collection: step.collection, from: step.to, to: step.from }];
    case "add-index":
      return [{ kind: "drop-index", collection: step.collection, index: step.index }];
    case "drop-index":
      return [{ kind: "add-index", collection: step.collection, index: step.index }];
    // Fields are filled that the run itself has made; they go with it. What is purged stays purged.
    case "fill-field":
    case "erase-collection":
    case "erase-field":
      return [];
  }
}
