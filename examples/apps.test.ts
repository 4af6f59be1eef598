import type { AppDefinition } from "@mozaiks/core-runtime";
import { proveApp } from "@mozaiks/core-runtime/prove";
import { globSync } from "node:fs";
import { expect, it } from "vitest";

const apps = globSync("*/backend/src/app.ts", { cwd: import.meta.dirname });

it.each(apps)("%s leaks nothing, and every rule of it protects something", async (file) => {
  const { default: definition } = (await import(`./${file}`)) as { default: AppDefinition };
  const report = await proveApp(definition, { seed: 1, recordsPerMember: 1 });
  expect(report).toMatchObject({ violations: [], gaps: [] });
  expect(report.mutants.filter(({ caughtBy }) => caughtBy === null)).toEqual([]);
});

it("there are apps to prove", () => expect(apps.length).toBeGreaterThan(0));
