import { auth, db, defineApp, defineCollection, not, or, owner, where } from "@mozaiks/core-runtime";
import { proveApp } from "@mozaiks/core-runtime/prove";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { leakyEngine } from "../../src/prove/leaky-engine.ts";
import { taskApp } from "../task-app.ts";
import { guildApp } from "./guild-app.ts";

const notes = defineCollection("notes", {
  schema: z.object({ text: z.string().max(200) }),
  rules: { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() },
});
type AnyDb = Record<string, { list(): Promise<{ items: readonly object[] }> }>;

describe("the proof of an app", () => {
  it("holds for the task tracker, and notices every protection that is taken away", async () => {
    const report = await proveApp(taskApp, { seed: 1, recordsPerMember: 1 });
    expect(report).toMatchObject({ app: "task-tracker", seed: 1, passed: true, violations: [], gaps: [] });
    expect(report.requests).toBeGreaterThan(3000);
    expect(report.mutants.map(({ mutant, caughtBy }) => [mutant, caughtBy !== null])).toEqual(
      expect.arrayContaining([
        ["tasks: the rule for update", true],
        ["tasks: the rule for reading private_note", true],
        ["tasks: the tenant of find", true],
        ["projects: the tenant of require", true],
        ["projects: the tenant of unique", true],
        ["users: the tenant of find", true],
        ["tasks: the tenant of feed", true],
        ["_idempotency: the tenant of find", true],
        ["POST /api/quick-add: the user it needs", true],
      ]),
    );
  });

  it("holds for an app with everything that rules, fields and references can be", async () => {
    // What is taken away from it, the random operations notice.
    const report = await proveApp(guildApp, { seed: 2, recordsPerMember: 1, mutants: false });
    expect(report).toMatchObject({ passed: true, violations: [], gaps: [] });
  });

  it("is the same for the same seed", async () => {
    const app = defineApp({ name: "notes", collections: [notes] });
    const prove = () => proveApp(app, { seed: 7, mutants: false });
    const [one, other] = [await prove(), await prove()];
    expect({ ...one, durationMs: 0 }).toEqual({ ...other, durationMs: 0 });
  });

  it("takes a rule away together with the one for reading that stands before it", async () => {
    const { mutants } = await proveApp(defineApp({ name: "notes", collections: [notes] }), { seed: 1 });
    expect(mutants).toContainEqual(
      expect.objectContaining({ mutant: "notes: the rule for update", caughtBy: "records", behindRead: true }),
    );
  });
});

describe("the proof fails", () => {
  it("when a store forgets whose a record is", async () => {
    const [collection] = [...taskApp.compiled.collections.values()];
    if (!collection) throw new Error("The app has collections");
    const forgetful = async () =>
      leakyEngine(createMemoryEngine(), { collection, predicate: "find", tenants: ["org-a", "org-b"] });
    const report = await proveApp(taskApp, { seed: 1, openEngine: forgetful });
    expect(report.passed).toBe(false);
    expect(report.violations).toContainEqual(
      expect.objectContaining({ kind: "leak", check: "records", expected: "record.not-found" }),
    );
  });

  it("when a route keeps for the next one what it found for the last", async () => {
    let found: Promise<object> | undefined;
    const app = defineApp({
      name: "notes",
      collections: [defineCollection("notes", { ...notes, rules: { ...notes.rules, list: auth.signedIn() } })],
      routes: { "GET /api/newest": () => (found ??= (db as unknown as AnyDb)["notes"]?.list()) },
    });
    const { violations } = await proveApp(app, { seed: 1 });
    expect(violations[0]).toMatchObject({ check: "routes", kind: "leak", request: "GET /api/newest" });
  });

  it("when a rule protects nothing", async () => {
    const useless = or(owner(), not(owner()));
    const app = defineApp({
      name: "notes",
      collections: [defineCollection("notes", { ...notes, rules: { ...notes.rules, create: useless } })],
    });
    const report = await proveApp(app, { seed: 1 });
    expect(report.passed).toBe(false);
    expect(report.mutants.filter(({ caughtBy }) => caughtBy === null)).toMatchObject([
      { mutant: "notes: the rule for create" },
    ]);
  });

  it("when data for a collection cannot be made, with what would help", async () => {
    const odd = z.object({ number: z.string().regex(/^K-\d{7}-[A-F]$/) });
    const parts = (schema: typeof odd) =>
      defineApp({
        name: "parts",
        collections: [defineCollection("parts", { schema, rules: { list: where("record.owner == user.id") } })],
      });
    const { passed, gaps } = await proveApp(parts(odd), { seed: 1 });
    expect([passed, gaps[0]]).toEqual([
      false,
      "parts: not all records could be made; give examples of number with .meta({ examples: […] })",
    ]);
    const told = z.object({ number: odd.shape.number.meta({ examples: ["K-1234567-A"] }) });
    expect((await proveApp(parts(told), { seed: 1, mutants: false })).gaps).toEqual([]);
  });
});
