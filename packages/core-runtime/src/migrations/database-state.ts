import type { Json } from "@mozaiks/contracts";
import type { DataEngine, DataReader, Write } from "../data/data-engine.ts";
import { globalTenant, type Row } from "../data/row.ts";
import type { StoredCollection } from "../data/stored-collection.ts";
import { allOf, always, type Bound } from "../expression/expr.ts";
import { type DataShape, emptyShape } from "./data-shape.ts";
import type { MigrationStep } from "./migration-step.ts";

/** A run that has begun. It is kept until it is done, so that whoever comes next can finish it. */
export interface PendingRun {
  readonly kind: "apply" | "undo" | "purge";
  readonly number: number;
  /** The committed migration; null for what was derived from the definition alone. */
  readonly name: string | null;
  readonly from: DataShape;
  readonly to: DataShape;
  readonly steps: readonly MigrationStep[];
  /** What takes it back. */
  readonly down: readonly MigrationStep[];
  /** Of an `undo`: the run that is taken back. */
  readonly undoes: number;
  /** Of a `purge`: what is erased. */
  readonly erases: readonly { readonly collection: string; readonly field?: string }[];
  /** How many of its schema steps are to be taken back, because the one after them cannot be done. */
  readonly takeBack: number | null;
}

/** A run that was applied and not undone. */
export interface AppliedRun extends Pick<PendingRun, "number" | "name" | "from" | "to" | "steps" | "down"> {
  readonly at: string;
  /** What it put aside is erased: it cannot be undone. */
  readonly isPurged: boolean;
}

/** What a database says of its own shape. */
export interface DatabaseState {
  readonly shape: DataShape;
  /** The number of the last run. */
  readonly number: number;
  readonly pending: PendingRun | null;
  /** 0: the database has never been migrated. */
  readonly version: number;
}

const json = { kind: "json" } as const;
const text = { kind: "text" } as const;
const integer = { kind: "integer" } as const;

/** One row: what the shape is, and what is being done to it. */
const schemaCollection: StoredCollection = {
  name: "_schema",
  fields: [
    { name: "shape", type: json },
    { name: "number", type: integer },
    { name: "pending", type: json },
  ],
  indexes: [],
};

/** One row for each run that was applied; it goes when the run is undone. */
const migrationsCollection: StoredCollection = {
  name: "_migrations",
  fields: [{ name: "run", type: json }],
  indexes: [],
};

/** One row: who may change the shape, and until when. */
export const leaseCollection: StoredCollection = {
  name: "_migration_lease",
  fields: [
    { name: "holder", type: text },
    { name: "held_until", type: { kind: "datetime" } },
  ],
  indexes: [],
};

/** What an engine keeps about migrations, in every database. */
export const migrationCollections: readonly StoredCollection[] = [
  schemaCollection,
  migrationsCollection,
  leaseCollection,
];

const id = { kind: "field", name: "id", type: text } as const;

/** The rows of a collection of the whole app, in the order of their ids. */
export function rowsOf(reader: DataReader, collection: string, where: Bound = always): Promise<readonly Row[]> {
  const sort = [{ field: id, descending: false }];
  return reader.find({
    collection,
    tenant: globalTenant,
    where: allOf([where]),
    deleted: "exclude",
    sort,
    limit: 10_000,
  });
}

export async function readDatabaseState(engine: DataReader): Promise<DatabaseState> {
  const [row] = await rowsOf(engine, schemaCollection.name);
  if (!row) return { shape: emptyShape, number: 0, pending: null, version: 0 };
  const { shape, number, pending, version } = row as unknown as DatabaseState;
  return { shape, number, pending, version };
}

/** The step of a unit that makes a state the next one. A state that somebody else changed meanwhile is left alone. */
export function stateWrite(
  before: DatabaseState,
  after: Pick<DatabaseState, "shape" | "number" | "pending">,
  now: string,
): Write {
  const row: Row = {
    ...systemValues("state", before.version + 1, now),
    shape: asJson(after.shape),
    number: after.number,
    pending: asJson(after.pending),
  };
  const write = { collection: schemaCollection.name, row, guard: always };
  return before.version === 0 ? { kind: "insert", ...write } : { kind: "update", ifVersion: before.version, ...write };
}

/** Runs that were applied, in their order. */
export async function readAppliedRuns(engine: DataEngine): Promise<readonly AppliedRun[]> {
  return (await rowsOf(engine, migrationsCollection.name)).map(({ run }) => run as unknown as AppliedRun);
}

export function appliedWrite(run: AppliedRun): Write {
  const row = { ...systemValues(rowId(run.number), 1, run.at), run: asJson(run) };
  return { kind: "insert", collection: migrationsCollection.name, row, guard: always };
}

export function purgedWrite(run: AppliedRun): Write {
  const row = { ...systemValues(rowId(run.number), 2, run.at), run: asJson({ ...run, isPurged: true }) };
  return { kind: "update", collection: migrationsCollection.name, row, ifVersion: 1, guard: always };
}

export function undoneWrite({ number, isPurged }: AppliedRun): Write {
  const collection = migrationsCollection.name;
  return {
    kind: "remove",
    collection,
    tenant: globalTenant,
    id: rowId(number),
    ifVersion: isPurged ? 2 : 1,
    guard: always,
  };
}

/** Ids sort as text. */
const rowId = (number: number): string => String(number).padStart(10, "0");

export const systemValues = (id: string, version: number, now: string) => ({
  tenant: globalTenant,
  id,
  owner: null,
  version,
  created_at: now,
  updated_at: now,
  deleted_at: null,
});

/** What is written is read again as it was: no undefined, no dates. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
