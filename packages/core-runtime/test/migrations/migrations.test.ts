import { describe, expect, it } from "vitest";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { always } from "../../src/expression/expr.ts";
import type { DataShape } from "../../src/migrations/data-shape.ts";
import { readDatabaseState } from "../../src/migrations/database-state.ts";
import { takeMigrationLease } from "../../src/migrations/migration-lease.ts";
import { ensure, field, insertRow, migrationsTo, recordsOf, targetOf, tasks } from "./migration-fixture.ts";

const title = field("title", "text");

/** A database of a shape with records in it. */
async function databaseOf(shape: DataShape, rows: readonly Record<string, string | number | null>[]) {
  const engine = createMemoryEngine();
  await migrationsTo(engine, targetOf(shape)).up();
  await ensure(engine, shape);
  for (const [index, row] of rows.entries()) await insertRow(engine, "tasks", row, { id: `r${index}` });
  return engine;
}

describe("a migration", () => {
  it("gives existing records the default of a new field", async () => {
    const to = tasks([title, field("done", "boolean", false)]);
    const engine = await databaseOf(tasks([title]), [{ title: "a" }]);
    await migrationsTo(engine, targetOf(to, { defaultOf: () => false })).up();
    expect(await recordsOf(engine, to)).toEqual({ "tasks t1 r0": { title: "a", done: false } });
  });

  it("keeps values of a field that is renamed, and of its collection", async () => {
    const to = { collections: [{ name: "jobs", isGlobal: false, fields: [field("name", "text")], indexes: [] }] };
    const engine = await databaseOf(tasks([title]), [{ title: "a" }]);
    const formerField = () => "title";
    const done = await migrationsTo(engine, targetOf(to, { formerCollection: () => "tasks", formerField })).up();
    expect(done).toMatchObject([{ steps: ["rename tasks to jobs", "rename jobs.title to name"] }]);
    expect(await recordsOf(engine, to)).toEqual({ "jobs t1 r0": { name: "a" } });
  });

  it("puts aside what it drops, and brings it back", async () => {
    const [full, bare] = [tasks([title, field("count", "integer")]), tasks([title])];
    const engine = await databaseOf(full, [{ title: "a", count: 1 }]);
    await migrationsTo(engine, targetOf(bare)).up();
    await ensure(engine, bare);
    await insertRow(engine, "tasks", { title: "b" }, { id: "r1" });
    await migrationsTo(engine, targetOf(full)).down();
    await ensure(engine, full);
    expect(await recordsOf(engine, full)).toEqual({
      "tasks t1 r0": { title: "a", count: 1 },
      "tasks t1 r1": { title: "b", count: null },
    });
  });

  it("changes a type, and gives back what it was unless somebody wrote since", async () => {
    const [texts, numbers] = [tasks([field("count", "text")]), tasks([field("count", "integer")])];
    const engine = await databaseOf(texts, [{ count: "007" }, { count: "many" }, { count: null }, { count: "1" }]);
    const status = await migrationsTo(engine, targetOf(numbers)).status();
    expect(status.findings).toMatchObject([{ place: "tasks.count", count: 1, isBlocking: false }]);
    await migrationsTo(engine, targetOf(numbers)).up();
    await ensure(engine, numbers);
    const values = async (shape: DataShape) => Object.values(await recordsOf(engine, shape));
    expect(await values(numbers)).toEqual([{ count: 7 }, { count: null }, { count: null }, { count: 1 }]);
    const [row] = await engine.find({
      collection: "tasks",
      tenant: "t1",
      where: {
        op: "compare",
        how: "eq",
        left: idField,
        right: { kind: "literal", value: "r3" },
        type: { kind: "text" },
      },
      deleted: "exclude",
      sort: [{ field: idField, descending: false }],
      limit: 1,
    });
    if (!row) throw new Error("the record is gone");
    await engine.apply([
      { kind: "update", collection: "tasks", row: { ...row, version: 2, count: 9 }, ifVersion: 1, guard: always },
    ]);
    await migrationsTo(engine, targetOf(texts)).down();
    expect(await values(texts)).toEqual([{ count: "007" }, { count: "many" }, { count: null }, { count: "9" }]);
  });

  it.each([
    [
      "a unique index over duplicates",
      tasks([title], [["title"]]),
      "tasks unique (title): 2 records have the same values",
    ],
    [
      "a required field over absent values",
      tasks([field("title", "text", false)]),
      "tasks.title: 1 record have no value",
    ],
  ])("refuses %s with the records counted, and changes nothing", async (_what, to, message) => {
    const engine = await databaseOf(tasks([title]), [{ title: "a" }, { title: "a" }, { title: "b" }, { title: null }]);
    const before = await readDatabaseState(engine);
    await expect(migrationsTo(engine, targetOf(to)).up()).rejects.toMatchObject({
      code: "migration.failed",
      message: expect.stringContaining(message),
    });
    expect(await readDatabaseState(engine)).toEqual(before);
  });

  it("does not count another organisation's value, nor a default that fills the gap", async () => {
    const engine = await databaseOf(tasks([title]), [{ title: "a" }]);
    await insertRow(engine, "tasks", { title: "a" }, { tenant: "t2" });
    await insertRow(engine, "tasks", { title: null }, { tenant: "t2" });
    const to = tasks([field("title", "text", false)], [["title"]]);
    await migrationsTo(engine, targetOf(to, { defaultOf: () => "untitled" })).up();
    expect(Object.values(await recordsOf(engine, to))).toContainEqual({ title: "untitled" });
  });

  it("sees duplicates that its own default makes", async () => {
    const engine = await databaseOf(tasks([title]), [{ title: "a" }, { title: "b" }]);
    const to = tasks([title, field("code", "text", false)], [["code"]]);
    await expect(migrationsTo(engine, targetOf(to, { defaultOf: () => "x" })).up()).rejects.toThrow(
      "tasks unique (code): 2 records",
    );
  });

  it("takes back the steps before one that cannot be done, and can be tried again", async () => {
    const engine = await databaseOf(tasks([title, field("count", "text")]), [{ title: "a", count: "1" }]);
    const before = await recordsOf(engine, tasks([title, field("count", "text")]));
    // Somebody writes the same title between the look at the records and the index.
    const racing = { ...engine, scan: async () => [] };
    const to = tasks([title, field("count", "integer"), field("done", "boolean", false)], [["title"]]);
    const target = targetOf(to, { defaultOf: () => false });
    await insertRow(engine, "tasks", { title: "a", count: null }, { id: "twin" });
    await expect(migrationsTo(racing, target).up()).rejects.toMatchObject({ code: "migration.failed" });
    const { shape, pending, number } = await readDatabaseState(engine);
    expect({ shape, pending, number }).toEqual({
      shape: tasks([title, field("count", "text")]),
      pending: null,
      number: 2,
    });
    expect(await recordsOf(engine, shape)).toMatchObject(before);
    const stored = (await engine.shape()).find(({ collection }) => collection === "tasks");
    expect(stored?.fields.toSorted()).toEqual(["count", "title"]);
    await engine.apply([
      { kind: "remove", collection: "tasks", tenant: "t1", id: "twin", ifVersion: 1, guard: always },
    ]);
    await migrationsTo(engine, target).up();
    expect(await recordsOf(engine, to)).toEqual({ "tasks t1 r0": { title: "a", count: 1, done: false } });
  });

  it("erases what is put aside when asked, and cannot be taken back then", async () => {
    const engine = await databaseOf(tasks([title, field("count", "integer")]), [{ title: "a", count: 1 }]);
    const migrations = migrationsTo(engine, targetOf(tasks([title])));
    await migrations.up();
    expect(await migrations.purge()).toMatchObject([{ steps: ["erase tasks._dropped_2_count"] }]);
    expect(await engine.shape()).toContainEqual({ collection: "tasks", fields: ["title"] });
    await expect(migrations.down()).rejects.toThrow("has been purged");
    expect(await migrations.purge()).toEqual([]);
  });
});

const idField = { kind: "field", name: "id", type: { kind: "text" } } as const;

describe("prepare", () => {
  const [from, wider, narrower] = [tasks([title]), tasks([title, field("count", "integer")]), tasks([])];

  it.each(["refuse", "committed", "safe"] as const)("gives a new database the app's shape (%s)", async (policy) => {
    const engine = createMemoryEngine();
    await migrationsTo(engine, targetOf(from)).prepare(policy);
    expect((await readDatabaseState(engine)).shape).toEqual(from);
    expect(await migrationsTo(engine, targetOf(from)).prepare(policy)).toEqual([]);
  });

  it.each([
    ["refuse", wider, /1 change is pending \(add tasks\.count/],
    ["committed", wider, /no committed migration leads/],
    ["safe", narrower, /tasks\.title would go out of sight/],
  ] as const)("with %s leaves a database of another shape alone", async (policy, to, message) => {
    const engine = await databaseOf(from, []);
    const refusal = { code: "migration.pending", message: expect.stringMatching(message) };
    await expect(migrationsTo(engine, targetOf(to)).check(policy)).rejects.toMatchObject(refusal);
    await expect(migrationsTo(engine, targetOf(to)).prepare(policy)).rejects.toMatchObject(refusal);
    expect((await readDatabaseState(engine)).shape).toEqual(from);
  });

  it("with safe applies what loses nothing", async () => {
    const engine = await databaseOf(from, []);
    await migrationsTo(engine, targetOf(wider)).check("safe");
    expect((await readDatabaseState(engine)).shape).toEqual(from);
    expect(await migrationsTo(engine, targetOf(wider)).prepare("safe")).toMatchObject([{ kind: "apply", name: null }]);
    expect((await readDatabaseState(engine)).shape).toEqual(wider);
  });
});

describe("the lease", () => {
  const now = () => new Date();
  const newId = () => crypto.randomUUID();

  it("lets one change the shape at a time, and the next wait", async () => {
    const engine = await databaseOf(tasks([title]), []);
    const lease = await takeMigrationLease(engine, { now, newId });
    const target = targetOf(tasks([]));
    await expect(migrationsTo(engine, target, { waitMs: 0 }).up()).rejects.toMatchObject({ code: "migration.running" });
    const waiting = migrationsTo(engine, target).up();
    await lease[Symbol.asyncDispose]();
    expect(await waiting).toHaveLength(1);
  });

  it("passes on when its holder is silent, whose writes are refused then", async () => {
    const engine = await databaseOf(tasks([title]), []);
    const silent = await takeMigrationLease(engine, { now: () => new Date(0), newId });
    await using next = await takeMigrationLease(engine, { now, newId });
    expect(await engine.apply([silent.requirement])).toMatchObject({ refusal: { reason: "missing" } });
    expect(await engine.apply([next.requirement])).toHaveProperty("changes");
  });
});
