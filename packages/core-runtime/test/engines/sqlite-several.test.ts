import { describe, expect, it, vi } from "vitest";
import type { EngineTransaction } from "../../src/data/data-engine.ts";
import { openSqliteEngine, type SqliteOptions } from "../../src/engines/sqlite/sqlite-engine.ts";
import { insert, note, notes, planOf, update } from "./rows.ts";
import { sqliteFile } from "./sqlite-file.ts";

async function open(options: SqliteOptions) {
  const engine = await openSqliteEngine({ durability: "normal", ...options });
  await engine.ensure([notes]);
  return engine;
}

const addOne = async (transaction: EngineTransaction) => {
  const [row = note({ id: "a" })] = await transaction.find(planOf());
  await transaction.apply([update(row, { rank: Number(row["rank"]) + 1 })]);
};

describe("a file that two engines have open", () => {
  it("is written by turns, and each sees what the other wrote", async () => {
    const file = sqliteFile();
    await using first = await open({ file });
    await using second = await open({ file });
    await first.apply([insert(note({ id: "a", rank: 0 }))]);
    await Promise.all(
      [first, second].flatMap((engine) => Array.from({ length: 15 }, () => engine.transaction(addOne))),
    );
    for (const engine of [first, second]) expect(await engine.find(planOf())).toMatchObject([{ rank: 30 }]);
  });

  it("calls back in one of them when the other has written", async () => {
    const file = sqliteFile();
    await using first = await open({ file });
    await using second = await open({ file });
    const listener = vi.fn<() => void>();
    const stop = second.onCommit(listener);
    await first.apply([insert(note({ id: "a" }))]);
    await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1), { timeout: 5000 });
    stop();
  });
});

describe("the feed of a file", () => {
  it("forgets what is older than a day, and then does not know the positions of that time", async () => {
    let now = Date.parse("2026-01-01T00:00:00Z");
    await using engine = await open({ file: sqliteFile(), now: () => now });
    const start = await engine.position();
    await engine.apply([insert(note({ id: "a" }))]);
    const afterFirst = await engine.position();
    now += 23 * 60 * 60 * 1000;
    await engine.apply([insert(note({ id: "b" }))]);
    expect(await engine.feed(start, 10)).toHaveLength(2);
    now += 2 * 60 * 60 * 1000;
    await engine.apply([insert(note({ id: "c" }))]);
    expect(await engine.feed(start, 10)).toBeUndefined();
    expect((await engine.feed(afterFirst, 10))?.map(({ id }) => id)).toEqual(["b", "c"]);
  });
});

describe("a file that may not grow", () => {
  it("says so, is read meanwhile, and is written again without a restart once there is room", async () => {
    let now = Date.parse("2026-01-01T00:00:00Z");
    await using engine = await open({ file: sqliteFile(), now: () => now, maxPages: 120 });
    const text = "x".repeat(20_000);
    const written: string[] = [];
    const fill = async () => {
      for (let index = 0; index < 50; index += 1) {
        await engine.apply([insert(note({ id: `n${index}`, extra: text }))]);
        written.push(`n${index}`);
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: "store.unavailable", message: expect.stringContaining("full") });
    await expect(
      engine.transaction((one) => one.apply([insert(note({ id: "t", extra: text.repeat(9) }))])),
    ).rejects.toMatchObject({
      code: "store.unavailable",
    });
    expect((await engine.find(planOf())).map(({ id }) => id)).toEqual(written.toSorted());
    // After a day the feed gives back what it took.
    now += 25 * 60 * 60 * 1000;
    expect(await engine.apply([insert(note({ id: "z", extra: text }))])).toHaveProperty("changes");
    expect(await engine.transaction((one) => one.apply([insert(note({ id: "zz" }))]))).toHaveProperty("changes");
    expect(await engine.count(planOf())).toBe(written.length + 2);
  });
});

it("a file that cannot be opened is unavailable, in words that say which", async () => {
  const file = `${sqliteFile()}/nowhere/app.db`;
  await expect(openSqliteEngine({ file })).rejects.toMatchObject({
    code: "store.unavailable",
    message: expect.stringContaining(file),
  });
});
