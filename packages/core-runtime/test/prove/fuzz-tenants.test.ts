import { fuzzTenants } from "@mozaiks/core-runtime/prove";
import { describe, expect, it } from "vitest";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { leakyEngine } from "../../src/prove/leaky-engine.ts";
import { taskApp } from "../task-app.ts";
import { guildApp } from "./guild-app.ts";

const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_120);

describe(`random operations of three organisations (FUZZ_SEED=${seed})`, () => {
  it.each([taskApp, guildApp])("never show that others are there: $name", async (app) => {
    const report = await fuzzTenants(app, { seed, operations: 10_000 });
    expect(report.violations).toEqual([]);
    expect(report.operations).toBe(10_000);
    expect(report.foreign).toBeGreaterThan(5_000);
    expect(report.mutants.filter(({ caughtBy }) => caughtBy === null)).toEqual([]);
    expect(report.mutants.length).toBeGreaterThan(15);
  });

  it("lead to a leak in a store that forgets whose a record is, and the way there is made short", async () => {
    const [collection] = [...taskApp.compiled.collections.values()];
    if (!collection) throw new Error("The app has collections");
    const tenants = ["org-a", "org-b", "org-c"];
    const openEngine = async () => leakyEngine(createMemoryEngine(), { collection, predicate: "unique", tenants });
    const { passed, violations, replay } = await fuzzTenants(taskApp, { seed: 5, openEngine });
    expect(passed).toBe(false);
    expect(violations[0]?.actual).toContain("record.conflict");
    expect(replay?.operations.length).toBeLessThan(4);
    expect(replay?.requests.at(-1)).toMatch(/org-.\): (POST|PATCH) \/api\/projects/);
  });
});
