import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import { insert, note, notes, planOf } from "./rows.ts";

// A disk of its own needs the right to mount one; without it `sqlite-several` stands for this with a file that may not grow.
const folder = mkdtempSync(join(tmpdir(), "mozaiks-disk-"));
const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]).status === 0;

afterAll(() => {
  if (isMounted) spawnSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(!isMounted)("a full disk refuses writes in plain words, and nothing else, until there is room", async () => {
  await using engine = await openSqliteEngine({ file: join(folder, "app.db") });
  await engine.ensure([notes]);
  writeFileSync(join(folder, "ballast"), Buffer.alloc(1_500_000));
  let written = 0;
  const fill = async () => {
    for (; written < 1000; written += 1)
      await engine.apply([insert(note({ id: `n${written}`, extra: "x".repeat(3000) }))]);
  };
  await expect(fill()).rejects.toMatchObject({ code: "store.unavailable", message: expect.stringContaining("full") });
  const big = insert(note({ id: "t", extra: "x".repeat(300_000) }));
  const failing = engine.transaction((transaction) => transaction.apply([big]));
  await expect(failing).rejects.toMatchObject({ code: "store.unavailable" });
  expect(await engine.count(planOf())).toBe(written);
  rmSync(join(folder, "ballast"));
  expect(await engine.apply([big])).toHaveProperty("changes");
  expect(await engine.count(planOf())).toBe(written + 1);
});
