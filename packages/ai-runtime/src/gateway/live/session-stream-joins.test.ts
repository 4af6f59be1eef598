import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { proveRandomJoins } from "../../../test/live/random-joins.ts";
import { createInProcessLiveBus } from "../../adapters/in-process-live-bus.ts";
import { openSqliteEventStore } from "../../adapters/sqlite/sqlite-event-store.ts";

it.each([
  ["a bus that keeps everything", 1, 0, 0],
  ["a bus that loses a tenth and doubles a tenth", 2, 0.1, 0.1],
  ["a bus that loses half", 3, 0.5, 0.1],
  ["a bus that doubles nearly everything", 4, 0.02, 0.9],
])("250 readers who join at random over %s all end up with the truth", async (_name, seed, lose, double) => {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-joins-"));
  try {
    await using store = await openSqliteEventStore({ folder });
    await using bus = createInProcessLiveBus();
    const report = await proveRandomJoins({ store, bus, seed, joins: 250, lose, double });
    expect(report.violations).toEqual([]);
    expect(report.takeovers).toBeGreaterThan(3);
    expect(report.joinsInMidAnswer).toBeGreaterThan(20);
    expect(report.deltas).toBeGreaterThan(1000);
  } finally {
    await rm(folder, { recursive: true });
  }
});
