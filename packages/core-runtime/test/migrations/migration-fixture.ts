import type { Json } from "@mozaiks/contracts";
import { v7 } from "uuid";
import type { DataEngine } from "../../src/data/data-engine.ts";
import type { Row } from "../../src/data/row.ts";
import { always } from "../../src/expression/expr.ts";
import { type DataShape, type FieldShape, sortedShape } from "../../src/migrations/data-shape.ts";
import { type MigrationChain, parseMigrations } from "../../src/migrations/migration-file.ts";
import type { MigrationTarget } from "../../src/migrations/migration-target.ts";
import { type Migrations, openMigrations } from "../../src/migrations/open-migrations.ts";

export const noFiles: MigrationChain = parseMigrations([]);

/** A target of a shape alone. */
export const targetOf = (shape: DataShape, more: Partial<MigrationTarget> = {}): MigrationTarget => ({
  shape: sortedShape(shape),
  formerCollection: () => undefined,
  formerField: () => undefined,
  defaultOf: () => undefined,
  ...more,
});

export function migrationsTo(
  engine: DataEngine,
  target: MigrationTarget,
  more: { chain?: MigrationChain; now?: () => Date; waitMs?: number } = {},
): Migrations {
  return openMigrations({ engine, target, chain: noFiles, now: () => new Date(), newId: v7, ...more });
}

/** Makes the engine know the collections of a shape, as an app that opens it does. */
export const ensure = (engine: DataEngine, { collections }: DataShape): Promise<void> =>
  engine.ensure(collections.map(({ name, fields, indexes }) => ({ name, fields, indexes })));

export async function insertRow(
  engine: DataEngine,
  collection: string,
  values: Readonly<Record<string, Json>>,
  { tenant = "t1", id = v7() }: { tenant?: string; id?: string } = {},
): Promise<boolean> {
  const at = "2026-01-01T00:00:00.000Z";
  const row: Row = { tenant, id, owner: null, version: 1, created_at: at, updated_at: at, deleted_at: null, ...values };
  return "changes" in (await engine.apply([{ kind: "insert", collection, row, guard: always }]));
}

/** All values of all records of a shape, by collection and id. */
export async function recordsOf(engine: DataEngine, { collections }: DataShape): Promise<Record<string, unknown>> {
  const records: Record<string, unknown> = {};
  for (const { name, fields } of collections)
    for (const { tenant, id, values } of await engine.scan(name, fields, { after: null, limit: 1000 }))
      records[`${name} ${tenant} ${id}`] = Object.fromEntries(
        fields.map((field, index) => [field.name, values[index]]),
      );
  return records;
}

export const field = (name: string, kind: "text" | "integer" | "boolean" | "number", nullable = true): FieldShape => ({
  name,
  type: { kind },
  nullable,
});

/** A shape of one collection called `tasks`. */
export const tasks = (fields: readonly FieldShape[], unique: readonly (readonly string[])[] = []): DataShape =>
  sortedShape({
    collections: [
      { name: "tasks", isGlobal: false, fields, indexes: unique.map((names) => ({ fields: names, unique: true })) },
    ],
  });
