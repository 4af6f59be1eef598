import { globSync } from "node:fs";
import { join } from "node:path";
import { playScenarios } from "@mozaiks/ai-runtime";
import { describe, expect, it } from "vitest";

const examples = globSync(["*/workflows", "patterns/*/workflows"], { cwd: import.meta.dirname }).toSorted();
const folders = ["../workflows", ...examples];

describe("the scenarios of the examples and of what comes with the command", () => {
  it.each(folders)("%s: there are some, and each goes as it says", async (folder) => {
    const { played, diagnostics } = await playScenarios([join(import.meta.dirname, folder)]);
    expect(diagnostics).toEqual([]);
    expect(played.length).toBeGreaterThan(0);
    expect(played.filter(({ ok }) => !ok)).toEqual([]);
  });
});
