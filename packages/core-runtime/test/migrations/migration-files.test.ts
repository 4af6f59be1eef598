import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { type DataShape, emptyShape, hashOfShape } from "../../src/migrations/data-shape.ts";
import { readDatabaseState } from "../../src/migrations/database-state.ts";
import {
  type MigrationFile,
  nextMigrationName,
  parseMigrations,
  toMigrationText,
} from "../../src/migrations/migration-file.ts";
import { readMigrations, writeMigration } from "../../src/migrations/migration-folder.ts";
import { planMigration } from "../../src/migrations/plan-migration.ts";
import { ensure, field, insertRow, migrationsTo, noFiles, recordsOf, targetOf, tasks } from "./migration-fixture.ts";

const title = field("title", "text");
const shapes = [
  emptyShape,
  tasks([title]),
  tasks([title, field("count", "integer")]),
  tasks([field("count", "integer")]),
];

/** The migration from one shape of the list to the next. */
function migration(number: 1 | 2 | 3, name = `000${number}_step`): MigrationFile {
  const [from, to] = [shapes[number - 1] ?? emptyShape, shapes[number] ?? emptyShape];
  const { steps, down } = planMigration(from, targetOf(to));
  return { name, from: hashOfShape(from), to: hashOfShape(to), steps, down };
}

const texts = (...files: readonly MigrationFile[]) =>
  files.map((file) => ({ name: file.name, text: toMigrationText(file) }));
const all = texts(migration(1), migration(2), migration(3));

describe("committed migrations", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mozaiks-migrations-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("are read in the order of their numbers as they were written, and lead to a shape", async () => {
    for (const number of [2, 1, 3] as const) await writeMigration(join(folder, "migrations"), migration(number));
    const { migrations, shape } = await readMigrations(join(folder, "migrations"));
    expect(migrations.map(({ name }) => name)).toEqual(["0001_step", "0002_step", "0003_step"]);
    expect(shape).toEqual(shapes[3]);
  });

  it("are none where there is no folder", async () => {
    expect(await readMigrations(join(folder, "nothing"))).toEqual({ migrations: [], shape: emptyShape });
  });

  it("are never overwritten", async () => {
    await writeFile(join(folder, "0001_step.json"), "mine");
    await expect(writeMigration(folder, migration(1))).rejects.toMatchObject({ code: "EEXIST" });
    expect(await readFile(join(folder, "0001_step.json"), "utf8")).toBe("mine");
  });

  it.each([
    ["no JSON", [{ name: "0001_step", text: "{" }], "0001_step.json: is no migration"],
    [
      "a key too many",
      [{ name: "0001_step", text: '{"from":"","to":"","steps":[],"down":[],"x":1}' }],
      "is no migration",
    ],
    ["a name without a number", texts(migration(1, "step")), "step.json: a migration is called 0001_"],
    ["a gap", texts(migration(1), migration(2, "0003_step")), "0003_step.json: its number must be 0002"],
    [
      "two of one number",
      texts(migration(1), migration(2), migration(2, "0002_other")),
      "0002_step.json: its number must be 0003",
    ],
    ["another beginning", texts(migration(2, "0001_step")), "does not begin where the one before it ends"],
    ["steps changed by hand", texts({ ...migration(1), steps: [] }), "do not lead to the shape it names"],
    ["a step that does not fit", texts({ ...migration(1), steps: migration(2).steps }), "there is no tasks"],
    ["down steps that do not lead back", texts({ ...migration(1), down: [] }), "down steps do not lead back"],
  ])("with %s are refused, and say which", (_what, files, message) => {
    expect(() => parseMigrations(files)).toThrow(message);
  });

  it("get the next number and a name of their own", () => {
    expect(nextMigrationName(noFiles, "begin")).toBe("0001_begin");
    expect(nextMigrationName(parseMigrations(all), "due-dates")).toBe("0004_due-dates");
    expect(() => nextMigrationName(noFiles, "Due dates")).toThrow("lower-case letters, digits and hyphens");
  });
});

describe("a database with committed migrations", () => {
  const chain = parseMigrations(all);
  const target = targetOf(shapes[3] ?? emptyShape);
  const shapeNow = async (engine: ReturnType<typeof createMemoryEngine>): Promise<DataShape> =>
    (await readDatabaseState(engine)).shape;

  it("goes by them, and remembers which it has had", async () => {
    const engine = createMemoryEngine();
    const migrations = migrationsTo(engine, target, { chain });
    expect((await migrations.to(1)).map(({ name }) => name)).toEqual(["0001_step"]);
    await expect(migrations.prepare("refuse")).rejects.toMatchObject({ code: "migration.pending" });
    const { way, runs } = await migrations.status();
    expect([way, runs.map(({ name }) => name)]).toEqual(["committed", ["0002_step", "0003_step"]]);
    expect(await migrations.prepare("committed")).toHaveLength(2);
    expect((await migrations.status()).applied.map(({ name }) => name)).toEqual([
      "0001_step",
      "0002_step",
      "0003_step",
    ]);
  });

  it("goes back and forth between them with its records", async () => {
    const engine = createMemoryEngine();
    const migrations = migrationsTo(engine, target, { chain });
    await migrations.to(2);
    await ensure(engine, shapes[2] ?? emptyShape);
    await insertRow(engine, "tasks", { title: "a", count: 1 }, { id: "r" });
    for (const number of [3, 1, 2, 3, 2] as const) {
      await migrations.to(number);
      expect(await shapeNow(engine)).toEqual(shapes[number]);
    }
    expect(await recordsOf(engine, shapes[2] ?? emptyShape)).toMatchObject({ "tasks t1 r": { title: "a" } });
    await migrations.to(0);
    expect(await shapeNow(engine)).toEqual(emptyShape);
    await expect(migrations.to(9)).rejects.toThrow("There is no migration 0009");
    await expect(migrations.down()).rejects.toThrow("no migration to take back");
  });

  it("that got its shapes before they were committed goes back to them too", async () => {
    const engine = createMemoryEngine();
    for (const shape of shapes.slice(1)) await migrationsTo(engine, targetOf(shape)).up();
    const migrations = migrationsTo(engine, target, { chain });
    expect(await migrations.to(1)).toMatchObject([
      { kind: "undo", name: null },
      { kind: "undo", name: null },
    ]);
    expect(await shapeNow(engine)).toEqual(shapes[1]);
    expect(await migrations.up()).toMatchObject([{ name: "0002_step" }, { name: "0003_step" }]);
  });

  it("that is of a shape none of them has is brought to the app's directly", async () => {
    const engine = createMemoryEngine();
    await migrationsTo(engine, targetOf(tasks([field("else", "text")]))).up();
    const migrations = migrationsTo(engine, target, { chain });
    await expect(migrations.to(1)).rejects.toThrow("that no committed migration leads to");
    await expect(migrations.prepare("committed")).rejects.toThrow(
      "no committed migration leads from the one to the other",
    );
    expect(await migrations.up()).toMatchObject([{ name: null }]);
    expect(await shapeNow(engine)).toEqual(shapes[3]);
  });
});
