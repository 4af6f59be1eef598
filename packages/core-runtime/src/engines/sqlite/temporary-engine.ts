import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataEngine } from "../../data/data-engine.ts";
import { openSqliteEngine } from "./sqlite-engine.ts";

/** An empty SQLite file in a temporary folder, which goes with the engine. */
export async function openTemporaryEngine(now = () => new Date()): Promise<DataEngine> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-test-"));
  const file = join(folder, "app.db");
  const engine = await openSqliteEngine({ file, durability: "normal", now: () => now().getTime() });
  return {
    ...engine,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
