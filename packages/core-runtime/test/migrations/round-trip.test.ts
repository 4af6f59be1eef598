import { isMozaiksError, type Json } from "@mozaiks/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataEngine } from "../../src/data/data-engine.ts";
import type { FieldType } from "../../src/definition/field-type.ts";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import {
  canonicalJson,
  type CollectionShape,
  type DataShape,
  type FieldShape,
  sortedShape,
} from "../../src/migrations/data-shape.ts";
import { readDatabaseState } from "../../src/migrations/database-state.ts";
import type { MigrationTarget } from "../../src/migrations/migration-target.ts";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { ensure, insertRow, migrationsTo, recordsOf, targetOf } from "./migration-fixture.ts";

const types: readonly FieldType[] = [
  { kind: "text" },
  { kind: "text", values: ["a", "b", "1"] },
  { kind: "integer" },
  { kind: "number" },
  { kind: "boolean" },
  { kind: "decimal", precision: 6, scale: 2 },
  { kind: "decimal", precision: 8, scale: 3 },
  { kind: "list", item: { kind: "text" } },
  { kind: "json" },
];

const values: Readonly<Record<string, readonly Json[]>> = {
  text: ["a", "1", "007", "1.50", "true", "é"],
  enum: ["a", "b", "1"],
  integer: [0, 1, -7, 12],
  number: [0.5, 1, -3],
  boolean: [true, false],
  "decimal 2": ["1.50", "0.00", "-7.25"],
  "decimal 3": ["1.500", "0.001", "-7.250"],
  list: [["a"], ["a", "b"], []],
  json: [{ a: 1 }, "x", [1, "a"]],
};

const valuesOf = (type: FieldType): readonly Json[] =>
  values[
    type.kind === "decimal" ? `decimal ${type.scale}` : type.kind === "text" && type.values ? "enum" : type.kind
  ] ?? [];

const isIndexable = ({ type }: FieldShape): boolean => type.kind !== "json" && type.kind !== "list";

const field = (name: string): fc.Arbitrary<FieldShape> =>
  fc.record({ name: fc.constant(name), type: fc.constantFrom(...types), nullable: fc.boolean() });

const collection = (name: string): fc.Arbitrary<CollectionShape> =>
  fc
    .record({
      fields: fc
        .subarray(["f", "g", "h"])
        .chain((names) => fc.tuple(...names.map(field)))
        .map((fields): readonly FieldShape[] => fields),
      picks: fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 2 }),
    })
    .map(({ fields, picks }) => {
      const able = fields.filter(isIndexable);
      const indexes = picks.flatMap(([pick, unique]) => {
        const chosen = able[pick % Math.max(1, able.length)];
        return chosen ? [{ fields: [chosen.name], unique }] : [];
      });
      return { name, isGlobal: false, fields, indexes };
    });

const shape: fc.Arbitrary<DataShape> = fc
  .subarray(["one", "two", "three"])
  .chain((names) => fc.tuple(...names.map(collection)))
  .map((collections) => sortedShape({ collections }));

/** A shape to come, with renames from whatever was there, and rows to insert once it is reached. */
const change = fc.record({
  shape,
  renames: fc.boolean(),
  hasDefaults: fc.boolean(),
  rows: fc.array(fc.tuple(fc.nat(), fc.infiniteStream(fc.nat())), { maxLength: 4 }),
});

function targetFrom(now: DataShape, to: DataShape, renames: boolean, hasDefaults: boolean): MigrationTarget {
  const gone = (before: readonly { name: string }[], after: readonly { name: string }[]) =>
    before.map(({ name }) => name).filter((name) => !after.some((one) => one.name === name));
  const former = (name: string): string | undefined => {
    if (!renames || now.collections.some((one) => one.name === name)) return undefined;
    const added = gone(to.collections, now.collections);
    return gone(now.collections, to.collections)[added.indexOf(name)];
  };
  return targetOf(to, {
    formerCollection: former,
    formerField(collection, field) {
      const before = now.collections.find(({ name }) => name === (former(collection) ?? collection))?.fields ?? [];
      const after = to.collections.find(({ name }) => name === collection)?.fields ?? [];
      return renames ? gone(before, after)[gone(after, before).indexOf(field)] : undefined;
    },
    defaultOf(collection, field) {
      const type = to.collections
        .find(({ name }) => name === collection)
        ?.fields.find(({ name }) => name === field)?.type;
      return hasDefaults && type ? valuesOf(type)[0] : undefined;
    },
  });
}

async function insertSome(
  engine: DataEngine,
  { collections }: DataShape,
  rows: readonly (readonly [number, Iterable<number>])[],
) {
  for (const [at, picks] of rows) {
    const into = collections[at % Math.max(1, collections.length)];
    if (!into) return;
    const numbers = picks[Symbol.iterator]();
    const row = into.fields.map(({ name, type, nullable }) => {
      const options = [...valuesOf(type), ...(nullable ? [null] : [])];
      return [name, options[Number(numbers.next().value ?? 0) % options.length] ?? null] as const;
    });
    await insertRow(engine, into.name, Object.fromEntries(row), { tenant: at % 2 === 0 ? "t1" : "t2" });
  }
}

/** What a migration may refuse; anything else is a mistake of ours. */
const isRefusal = (thrown: unknown): boolean =>
  isMozaiksError(thrown) &&
  thrown.code === "migration.failed" &&
  /do not allow|cannot become what/.test(thrown.message);

describe.each<[string, number, () => Promise<DataEngine>]>([
  ["memory", 150, async () => createMemoryEngine()],
  ["SQLite", 6, () => openSqliteEngine({ file: sqliteFile(), durability: "normal" })],
])("schema changes with the %s engine", (_name, numRuns, open) => {
  it("go up, and down again to the same shape and the same data", async () => {
    let takenBack = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
        await using engine = await open();
        const levels: { shape: DataShape; records: Record<string, unknown> }[] = [];
        let now: DataShape = { collections: [] };
        for (const next of changes) {
          const target = targetFrom(now, next.shape, next.renames, next.hasDefaults);
          const before = { shape: now, records: await recordsOf(engine, now) };
          try {
            const done = await migrationsTo(engine, target).up();
            if (done.length > 0) levels.push(before);
            now = target.shape;
          } catch (thrown) {
            if (!isRefusal(thrown)) throw thrown;
            expect(await recordsOf(engine, now)).toEqual(before.records);
          }
          expect(canonicalJson((await readDatabaseState(engine)).shape)).toBe(canonicalJson(now));
          await ensure(engine, now);
          await insertSome(engine, now, next.rows);
        }
        for (const level of levels.toReversed()) {
          try {
            await migrationsTo(engine, targetOf(level.shape)).down();
          } catch (thrown) {
            // Records made since may collide in an index that is to come back.
            if (!isRefusal(thrown)) throw thrown;
            return;
          }
          takenBack += 1;
          expect(canonicalJson((await readDatabaseState(engine)).shape)).toBe(canonicalJson(level.shape));
          expect(await recordsOf(engine, level.shape)).toMatchObject(level.records);
        }
      }),
      { numRuns },
    );
    expect(takenBack).toBeGreaterThan(numRuns);
  });
});
