import { globSync } from "node:fs";
import { join } from "node:path";
import { playScenarios } from "@mozaiks/ai-runtime";
import { describe, expect, it } from "vitest";

const folders = globSync(["*/workflows", "patterns/*/workflows"], { cwd: import.meta.dirname }).toSorted();

describe("the scenarios of the examples", () => {
  it.each(folders)("%s: there are some, and each goes as it says", async (folder) => {
    const { played, diagnostics } = await playScenarios([join(import.meta.dirname, folder)]);
    expect(diagnostics).toEqual([]);
    expect(played.length).toBeGreaterThan(0);
    expect(played.filter(({ ok }) => !ok)).toEqual([]);
  });
});
