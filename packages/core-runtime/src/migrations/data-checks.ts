import type { Json } from "@mozaiks/contracts";
import { canonicalJson, type DataShape } from "./data-shape.ts";
import { convertValue } from "./field-conversion.ts";
import {
  collectionSource,
  type FieldSource,
  fieldSource,
  type Sources,
  sourcesAfter,
  sourcesOf,
} from "./field-sources.ts";
import type { MigrationStep } from "./migration-step.ts";

/** A row as a check sees it: values of the check's fields as they are to be at that step. */
export interface CheckedRow {
  readonly tenant: string;
  readonly isDeleted: boolean;
  readonly values: readonly Json[];
}

/** What is to be looked for in the records before steps are done. */
export interface DataCheck {
  readonly place: string;
  /** The collection's name in the database as it is now. */
  readonly stored: string;
  readonly fields: readonly FieldSource[];
  /** The records that something is true of, among all of them. */
  readonly count: (rows: AsyncIterable<CheckedRow>) => Promise<number>;
  readonly message: string;
  /** The steps cannot be done while it is true of any. */
  readonly isBlocking: boolean;
}

/** What steps ask of the records there are. `undoes` is the run that they take back. */
export function dataChecks(shape: DataShape, steps: readonly MigrationStep[], undoes: number): readonly DataCheck[] {
  const checks: DataCheck[] = [];
  let sources = sourcesOf(shape);
  for (const step of steps) {
    const before = sources;
    sources = sourcesAfter(sources, step, undoes);
    if (step.step === "change-field") checks.push(...checksOfChange(step, before, sources));
    if (step.step === "add-index" && step.index.unique) {
      const { fields } = step.index;
      checks.push(
        ...checkOn(sources, step.collection, fields, {
          place: `${step.collection} unique (${fields.join(", ")})`,
          count: countDuplicates,
          message: "have the same values as another one of their organisation; change them first",
          isBlocking: true,
        }),
      );
    }
  }
  return checks;
}

function checksOfChange(
  { collection, from, to }: Extract<MigrationStep, { step: "change-field" }>,
  before: Sources,
  after: Sources,
): readonly DataCheck[] {
  const place = `${collection}.${to.name}`;
  const misfits = checkOn(before, collection, [from.name], {
    place,
    count: countWhere((value) => convertValue(value, from.type, to.type) === undefined),
    message: "do not fit the new type; they are put aside",
    isBlocking: false,
  });
  if (to.nullable) return misfits;
  const absences = checkOn(after, collection, [to.name], {
    place,
    count: countWhere((value) => value === null),
    message: "have no value, and the field is required: give it a default",
    isBlocking: true,
  });
  return [...misfits, ...absences];
}

/** None where there are no records yet. */
function checkOn(
  sources: Sources,
  collection: string,
  fields: readonly string[],
  check: Omit<DataCheck, "stored" | "fields">,
): readonly DataCheck[] {
  const { stored } = collectionSource(sources, collection);
  if (stored === null) return [];
  return [{ ...check, stored, fields: fields.map((name) => fieldSource(sources, collection, name)) }];
}

const countWhere =
  (isMeant: (value: Json) => boolean): DataCheck["count"] =>
  async (rows) => {
    let count = 0;
    for await (const { values } of rows) if (isMeant(values[0] ?? null)) count += 1;
    return count;
  };

/** Unique indexes leave out nulls and deleted rows, and know one tenant at a time. */
const countDuplicates: DataCheck["count"] = async (rows) => {
  const found = new Map<string, number>();
  for await (const { tenant, isDeleted, values } of rows) {
    if (isDeleted || values.includes(null)) continue;
    const key = canonicalJson([tenant, values]);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return [...found.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
};
