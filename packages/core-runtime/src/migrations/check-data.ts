import type { Json } from "@mozaiks/contracts";
import type { DataEngine, ScannedRow } from "../data/data-engine.ts";
import { type StoredField, systemFields } from "../data/stored-collection.ts";
import { asideName } from "./aside-name.ts";
import { canonicalJson, type DataShape, type FieldShape } from "./data-shape.ts";
import { convertValue } from "./field-conversion.ts";
import type { MigrationStep } from "./migration-step.ts";
import { changedValue, changeOf, isInPlace, revertedValue } from "./to-schema-steps.ts";

/** What a migration would meet in the records there are. */
export interface DataFinding {
  readonly place: string;
  /** Records it is true of. */
  readonly count: number;
  readonly message: string;
  /** The migration cannot be done while it is so. */
  readonly isBlocking: boolean;
}

/** How a field of the shape to come is made of columns that are there now. */
interface FieldSource {
  readonly columns: readonly StoredField[];
  readonly toValue: (values: readonly Json[]) => Json;
}

interface CollectionSource {
  /** What the collection is called now; null when there is none yet. */
  readonly stored: string | null;
  readonly fields: ReadonlyMap<string, FieldSource>;
}

const pageSize = 1000;

/** Looks at the records that the steps concern, and changes nothing. `undoes` is the run that they take back. */
export async function checkData(
  engine: Pick<DataEngine, "scan">,
  shape: DataShape,
  steps: readonly MigrationStep[],
  undoes = 0,
): Promise<readonly DataFinding[]> {
  const findings: DataFinding[] = [];
  const sources = new Map(shape.collections.map(({ name, fields }) => [name, sourceOf(name, fields)]));
  const at = (name: string): CollectionSource => sources.get(name) ?? { stored: null, fields: new Map() };
  const set = (name: string, field: string, source: FieldSource): void => {
    sources.set(name, { ...at(name), fields: new Map([...at(name).fields, [field, source]]) });
  };
  const report = async (
    place: string,
    source: CollectionSource,
    fields: readonly FieldSource[],
    judge: Judge,
  ): Promise<void> => {
    if (source.stored === null) return;
    for await (const row of scanned(
      engine,
      source.stored,
      fields.flatMap(({ columns }) => columns),
    ))
      judge.see(row, valuesOf(fields, row));
    const count = judge.count();
    if (count > 0) findings.push({ place, count, ...judge.verdict });
  };

  for (const step of steps)
    switch (step.step) {
      case "add-collection":
        sources.set(step.collection.name, { stored: null, fields: new Map() });
        break;
      case "drop-collection":
        sources.delete(step.collection.name);
        break;
      case "restore-collection": {
        const { name, fields } = step.collection;
        sources.set(name, sourceOf(asideName(undoes, name), fields));
        break;
      }
      case "rename-collection":
        sources.set(step.to, at(step.from));
        sources.delete(step.from);
        break;
      case "add-field":
        set(step.collection, step.field.name, { columns: [], toValue: () => step.value });
        break;
      case "drop-field":
        break;
      case "restore-field":
        set(
          step.collection,
          step.field.name,
          asItIs({ name: asideName(undoes, step.field.name), type: step.field.type }),
        );
        break;
      case "rename-field": {
        const source = at(step.collection).fields.get(step.from);
        if (source) set(step.collection, step.to, source);
        break;
      }
      case "change-field": {
        const before = at(step.collection).fields.get(step.from.name) ?? asItIs(step.from);
        const place = `${step.collection}.${step.to.name}`;
        const lost = (value: Json) => convertValue(value, step.from.type, step.to.type) === undefined;
        await report(
          place,
          at(step.collection),
          [before],
          counting(([value = null]) => lost(value), doesNotFit),
        );
        const after = { ...before, toValue: (values: readonly Json[]) => changedValue(step)([before.toValue(values)]) };
        if (!step.to.nullable) await report(place, at(step.collection), [after], counting(isAbsent, hasNoValue));
        set(step.collection, step.to.name, after);
        break;
      }
      case "revert-field": {
        if (isInPlace(changeOf(step))) break;
        const kept = { name: asideName(undoes, step.to.name), type: step.to.type };
        const now = at(step.collection).fields.get(step.from.name) ?? asItIs(step.from);
        const toValue = ([before = null, ...rest]: readonly Json[]) => revertedValue(step)([before, now.toValue(rest)]);
        set(step.collection, step.to.name, { columns: [kept, ...now.columns], toValue });
        break;
      }
      case "add-index": {
        const fields = step.index.fields.map((name) => at(step.collection).fields.get(name) ?? systemField(name));
        const place = `${step.collection} unique (${step.index.fields.join(", ")})`;
        if (step.index.unique) await report(place, at(step.collection), fields, findingDuplicates());
        break;
      }
      case "drop-index":
        break;
    }
  return findings;
}

interface Judge {
  see(row: ScannedRow, values: readonly Json[]): void;
  count(): number;
  readonly verdict: Pick<DataFinding, "message" | "isBlocking">;
}

const doesNotFit = { message: "do not fit the new type; they are put aside", isBlocking: false };
const hasNoValue = { message: "have no value, and the field is required: give it a default", isBlocking: true };
const isAbsent = ([value = null]: readonly Json[]): boolean => value === null;

function counting(isMeant: (values: readonly Json[]) => boolean, verdict: Judge["verdict"]): Judge {
  let count = 0;
  return { see: (_row, values) => void (isMeant(values) && (count += 1)), count: () => count, verdict };
}

/** Unique indexes leave out nulls and deleted rows, and know one tenant at a time. */
function findingDuplicates(): Judge {
  const rows = new Map<string, number>();
  return {
    see({ tenant, isDeleted }, values) {
      if (isDeleted || values.includes(null)) return;
      const key = canonicalJson([tenant, values]);
      rows.set(key, (rows.get(key) ?? 0) + 1);
    },
    count: () => [...rows.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0),
    verdict: {
      message: "have the same values as another one of their organisation; change them first",
      isBlocking: true,
    },
  };
}

const sourceOf = (stored: string, fields: readonly FieldShape[]): CollectionSource => ({
  stored,
  fields: new Map(fields.map((field) => [field.name, asItIs(field)])),
});

const asItIs = ({ name, type }: StoredField): FieldSource => ({
  columns: [{ name, type }],
  toValue: ([value = null]) => value,
});

const systemField = (name: string): FieldSource =>
  asItIs(systemFields.find((field) => field.name === name) ?? { name, type: { kind: "text" } });

function valuesOf(fields: readonly FieldSource[], { values }: ScannedRow): readonly Json[] {
  let start = 0;
  return fields.map(({ columns, toValue }) => toValue(values.slice(start, (start += columns.length))));
}

async function* scanned(
  engine: Pick<DataEngine, "scan">,
  collection: string,
  fields: readonly StoredField[],
): AsyncGenerator<ScannedRow> {
  let after: ScannedRow | null = null;
  do {
    const rows: readonly ScannedRow[] = await engine.scan(collection, fields, { after, limit: pageSize });
    yield* rows;
    after = rows.length === pageSize ? (rows.at(-1) ?? null) : null;
  } while (after !== null);
}
