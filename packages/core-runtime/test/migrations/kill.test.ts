import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DataEngine } from "../../src/data/data-engine.ts";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import type { DataShape } from "../../src/migrations/data-shape.ts";
import { readDatabaseState } from "../../src/migrations/database-state.ts";
import { after, before, records, targetAfter } from "./kill-shapes.ts";
import { ensure, insertRow, migrationsTo, recordsOf, targetOf } from "./migration-fixture.ts";

/** Each moment costs a process: `KILLS=all` tries every one. */
const every = process.env["KILLS"] === undefined ? 6 : 1;

type Direction = "up" | "down";

let folder: string;
const contents = new Map<DataShape, unknown>();
/** A database before the way up, and one before the way down. */
const origin = (direction: Direction): string => join(folder, `${direction}.sqlite`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-kill-"));
  await filling(origin("up"), async (engine) => {
    await migrationsTo(engine, targetOf(before)).up();
    await ensure(engine, before);
    for (const [index, [collection, values]] of records.entries())
      await insertRow(engine, collection, values, { id: `r${index}` });
    contents.set(before, await recordsOf(engine, before));
  });
  await copyFile(origin("up"), origin("down"));
  await filling(origin("down"), async (engine) => {
    await migrationsTo(engine, targetAfter).up();
    contents.set(after, await recordsOf(engine, after));
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One file without a log beside it comes of it. */
async function filling(file: string, work: (engine: DataEngine) => Promise<void>): Promise<void> {
  const engine = await openSqliteEngine({ file });
  await work(engine);
  await engine[Symbol.asyncDispose]();
}

/** Resolves to what the process printed, or null when it was killed. */
function migrate(file: string, direction: Direction, moment: number): Promise<number | null> {
  const program = join(import.meta.dirname, "migrate-process.ts");
  const args = ["--no-warnings", "--conditions=@mozaiks/source", program, file, direction, String(moment)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, (error, stdout) => {
      if (error?.signal === "SIGKILL") resolve(null);
      else if (error) reject(error);
      else resolve(Number(stdout));
    });
  });
}

it.each([
  ["up", targetAfter, before, after],
  ["down", targetOf(before), after, before],
] as const)(
  "a migration %s that is killed at any moment is finished by the next process",
  async (way, target, start, shape) => {
    const copy = async (name: string): Promise<string> => {
      const file = join(folder, `${way}-${name}.sqlite`);
      await copyFile(origin(way), file);
      return file;
    };
    const moments = await migrate(await copy("whole"), way, 0);
    expect(moments).toBeGreaterThan(15);

    async function killAt(moment: number): Promise<void> {
      const file = await copy(String(moment));
      expect(await migrate(file, way, moment)).toBeNull();
      await using engine = await openSqliteEngine({ file });
      // The lease of the dead process has to run out first; a clock of the future does not wait for it.
      const now = () => new Date(Date.now() + 60_000);
      await migrationsTo(engine, target, { now }).status();
      const { shape: is, pending } = await readDatabaseState(engine);
      // Before the run is written down (the lease is first) nothing has begun; from then on it is finished.
      const expected = moment > 2 ? shape : start;
      expect({ is, pending }, `killed at ${moment}`).toEqual({ is: expected, pending: null });
      expect(await recordsOf(engine, expected)).toEqual(contents.get(expected));
    }
    const all = Array.from({ length: Number(moments) }, (_, index) => index + 1);
    const next = all.filter((moment) => moment <= 3 || moment % every === 0)[Symbol.iterator]();
    const worker = async () => {
      for (const moment of next) await killAt(moment);
    };
    await Promise.all([worker(), worker()]);
  },
);
