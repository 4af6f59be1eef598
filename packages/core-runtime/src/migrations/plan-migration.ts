import { applyStep } from "./apply-step.ts";
import type { StoredIndex } from "../data/stored-collection.ts";
import { type CollectionShape, type DataShape, hashOfShape, indexKey } from "./data-shape.ts";
import { conversionOf } from "./field-conversion.ts";
import { planField } from "./plan-field.ts";
import { inverseOf, type MigrationStep } from "./migration-step.ts";
import type { MigrationTarget } from "./migration-target.ts";

/** A place in the data (`tasks`, `tasks.title`) with what is to be said about it. */
export interface PlaceNote {
  readonly place: string;
  readonly message: string;
}

export interface MigrationPlan {
  /** What leads from the one shape to the other, in this order; empty when they are equal, or something is refused. */
  readonly steps: readonly MigrationStep[];
  /** What leads back. */
  readonly down: readonly MigrationStep[];
  /** Data that would no longer be seen: whoever migrates must say yes to each place. */
  readonly destroys: readonly PlaceNote[];
  /** What cannot be done, and what to do instead. */
  readonly refusals: readonly PlaceNote[];
}

interface Draft {
  shape: DataShape;
  readonly steps: MigrationStep[];
  readonly destroys: PlaceNote[];
  readonly refusals: PlaceNote[];
}

/** How a database gets from one shape to another. Pure: the same shapes give the same plan. */
export function planMigration(from: DataShape, target: MigrationTarget): MigrationPlan {
  const draft: Draft = { shape: from, steps: [], destroys: [], refusals: [] };
  for (const { name } of target.shape.collections) {
    const former = target.formerCollection(name);
    if (former !== undefined && !find(draft, name) && find(draft, former))
      take(draft, { step: "rename-collection", from: former, to: name });
  }
  for (const collection of draft.shape.collections) {
    if (target.shape.collections.some(({ name }) => name === collection.name)) continue;
    take(draft, { step: "drop-collection", collection });
    draft.destroys.push({ place: collection.name, message: "the collection with all its records" });
  }
  for (const collection of target.shape.collections) {
    const now = find(draft, collection.name);
    if (now) reshape(draft, now, collection, target);
    else take(draft, { step: "add-collection", collection });
  }
  const { shape, steps, destroys, refusals } = draft;
  if (refusals.length > 0) return { steps: [], down: [], destroys: [], refusals };
  if (hashOfShape(shape) !== hashOfShape(target.shape)) throw new TypeError("The plan does not lead to its target");
  return { steps, down: steps.toReversed().map(inverseOf), destroys, refusals };
}

/** A collection that is there becomes what it shall be. An index on a field that changes goes first and is made anew. */
function reshape(draft: Draft, now: CollectionShape, to: CollectionShape, target: MigrationTarget): void {
  const { name } = to;
  if (now.isGlobal !== to.isGlobal) {
    const message =
      "records of organisations cannot become records of the whole app or the other way round: define another collection";
    draft.refusals.push({ place: name, message });
  }
  for (const index of now.indexes)
    if (!keepsIndex(index, now, to)) take(draft, { step: "drop-index", collection: name, index });
  const fieldOf = (field: string) => find(draft, name)?.fields.find((one) => one.name === field);
  for (const { name: field } of to.fields) {
    const former = target.formerField(name, field);
    if (former !== undefined && !fieldOf(field) && fieldOf(former))
      take(draft, { step: "rename-field", collection: name, from: former, to: field });
  }
  for (const field of find(draft, name)?.fields ?? []) {
    if (to.fields.some((one) => one.name === field.name)) continue;
    take(draft, { step: "drop-field", collection: name, field });
    draft.destroys.push({ place: `${name}.${field.name}`, message: "the field with its values in all records" });
  }
  for (const field of to.fields) {
    const { step, destroys, refusal } = planField(name, fieldOf(field.name), field, target);
    if (refusal) draft.refusals.push(refusal);
    if (destroys) draft.destroys.push(destroys);
    if (step) take(draft, step);
  }
  const has = new Set(find(draft, name)?.indexes.map(indexKey));
  for (const index of to.indexes)
    if (!has.has(indexKey(index))) take(draft, { step: "add-index", collection: name, index });
}

/** Whether an index is still wanted and its fields keep their values as they are; fields that every record has always do. */
function keepsIndex(index: StoredIndex, now: CollectionShape, to: CollectionShape): boolean {
  if (!to.indexes.some((one) => indexKey(one) === indexKey(index))) return false;
  return index.fields.every((name) => {
    const before = now.fields.find((field) => field.name === name);
    const after = to.fields.find((field) => field.name === name);
    if (!before || !after) return before === after;
    return conversionOf(before.type, after.type) === "same";
  });
}

function take(draft: Draft, step: MigrationStep): void {
  draft.shape = applyStep(draft.shape, step);
  draft.steps.push(step);
}

const find = ({ shape }: Draft, name: string): CollectionShape | undefined =>
  shape.collections.find((collection) => collection.name === name);
