import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import { notes, planOf } from "./rows.ts";
import { sqliteFile } from "./sqlite-file.ts";

const kills = Number(process.env["KILLS"] ?? 10);
const writer = fileURLToPath(new URL("./killed-writer.ts", import.meta.url));

/** Lets a process write until it has acknowledged so many units, and kills it a moment later. */
async function writeAndKill(file: string, from: number, acknowledgements: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ["--conditions=@mozaiks/source", writer, file, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === acknowledgements) child.kill("SIGKILL");
  }
  await exited;
  expect(child.signalCode).toBe("SIGKILL");
  return lines;
}

it(
  "loses nothing that was acknowledged, and keeps no half of a unit, however often its process is killed",
  async () => {
    const file = sqliteFile();
    const acknowledged: string[] = [];
    const moments = fc.sample(fc.integer({ min: 1, max: 250 }), kills);
    for (const [turn, moment] of moments.entries()) {
      acknowledged.push(...(await writeAndKill(file, turn * 1_000_000, moment)));
      await using engine = await openSqliteEngine({ file });
      await engine.ensure([notes]);
      const found = (await engine.find(planOf({ limit: 1_000_000 }))).map(({ id }) => id);
      const units = Map.groupBy(found, (id) => id.slice(0, -2));
      expect([...units.values()].filter((parts) => parts.length !== 3)).toEqual([]);
      expect(acknowledged.filter((line) => !units.has(line.split(" ")[1] ?? ""))).toEqual([]);
      const transactions = [...units.keys()].filter((number) => Number(number) % 5 === 0).length;
      const [counter] = await engine.find(planOf({ tenant: "t2" }));
      expect(counter?.["rank"] ?? 0).toBe(transactions);
      expect(Number(await engine.position())).toBe(found.length + transactions);
    }
  },
  30_000 + kills * 5000,
);
