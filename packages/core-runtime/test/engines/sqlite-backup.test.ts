import { existsSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { backupSqlite } from "../../src/engines/sqlite/backup-sqlite.ts";
import { restoreSqlite } from "../../src/engines/sqlite/restore-sqlite.ts";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import { insert, note, notes, planOf, remove } from "./rows.ts";
import { sqliteFile } from "./sqlite-file.ts";

async function openNotes(file: string) {
  const engine = await openSqliteEngine({ file, durability: "normal" });
  await engine.ensure([notes]);
  return engine;
}

describe("a backup", () => {
  it("holds one moment of a database that is written meanwhile, in a single file", async () => {
    const [file, to] = [sqliteFile(), sqliteFile()];
    await using engine = await openNotes(file);
    const pairs = Array.from({ length: 200 }, (_, index) => [note({ id: `a${index}` }), note({ id: `b${index}` })]);
    const writing = Promise.all(pairs.map((pair) => engine.apply(pair.map((row) => insert(row)))));
    await backupSqlite(file, to);
    await writing;
    expect([existsSync(`${to}-wal`), existsSync(`${to}.unfinished`)]).toEqual([false, false]);
    await using copy = await openNotes(to);
    const ids = (await copy.find(planOf())).map(({ id }) => id);
    const count = ids.filter((id) => id.startsWith("a")).length;
    expect(ids.filter((id) => id.startsWith("b"))).toHaveLength(count);
  });

  it("is put back in the place of what was there, which is kept", async () => {
    const [file, to] = [sqliteFile(), sqliteFile()];
    const [first, second] = [note({ id: "a" }), note({ id: "b" })];
    const engine = await openNotes(file);
    await engine.apply([insert(first)]);
    await backupSqlite(file, to);
    await engine.apply([insert(second)]);
    await engine.apply([remove(first)]);
    const [position, atBackup] = [await engine.position(), "0000000000000001"];
    await expect(restoreSqlite({ backup: to, file })).rejects.toMatchObject({ code: "store.in-use" });
    await engine[Symbol.asyncDispose]();
    await restoreSqlite({ backup: to, file });
    await using restored = await openNotes(file);
    expect(await restored.find(planOf())).toEqual([first]);
    expect(await restored.feed(position, 10)).toBeUndefined();
    expect(await restored.feed(atBackup, 10)).toBeUndefined();
    await restored.apply([insert(second)]);
    expect(await restored.feed(position, 10)).toBeUndefined();
    await using replaced = await openNotes(`${file}.replaced`);
    expect(await replaced.find(planOf())).toEqual([second]);
  });

  it.each([
    { what: "is no database", damage: (file: string) => writeFileSync(file, "These are not rows. ".repeat(400)) },
    { what: "is missing", damage: () => {} },
  ])("that $what is refused, and the database stays", async ({ damage }) => {
    const [file, to] = [sqliteFile(), sqliteFile()];
    {
      await using engine = await openNotes(file);
      await engine.apply([insert(note({ id: "a" }))]);
    }
    damage(to);
    await expect(restoreSqlite({ backup: to, file })).rejects.toMatchObject({ code: "backup.failed" });
    await using engine = await openNotes(file);
    expect(await engine.find(planOf())).toHaveLength(1);
  });

  it("that is damaged is refused", async () => {
    const [file, to] = [sqliteFile(), sqliteFile()];
    {
      await using engine = await openNotes(file);
      await engine.apply(
        Array.from({ length: 300 }, (_, index) => insert(note({ id: `n${index}`, title: `T${index}` }))),
      );
    }
    await backupSqlite(file, to);
    const handle = await open(to, "r+");
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(4096, 7), 0, 4096, Math.floor(size / 2 / 4096) * 4096);
    await handle.close();
    await expect(restoreSqlite({ backup: to, file })).rejects.toMatchObject({ code: "backup.failed" });
  });

  it("never replaces a file that is there", async () => {
    const file = sqliteFile();
    await using _engine = await openNotes(file);
    await expect(backupSqlite(file, file)).rejects.toMatchObject({ code: "backup.failed" });
  });
});
