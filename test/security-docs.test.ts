import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "../docs");
const page = readFileSync(join(folder, "security.md"), "utf8");
const rows = page.split("\n").filter((line) => /^\| \d+\.\d+/.test(line));

/** The tests that a row names: a link to a file, then names in quotes. */
function testsIn(row: string): readonly { readonly file: string; readonly name: string }[] {
  return row
    .split(/\[[\w-.]+\]\(/)
    .slice(1)
    .flatMap((part) => {
      const file = part.slice(0, part.indexOf(")"));
      return [...part.matchAll(/“([^”]+)”/g)].map(([, name = ""]) => ({ file, name }));
    });
}

describe("docs/security.md", () => {
  it("has points", () => expect(rows.length).toBeGreaterThan(30));

  it.each(rows.map((row) => [row.split(" | ")[0] ?? "", row]))("%s names tests that are there", (_point, row) => {
    const named = testsIn(row);
    expect(named.length).toBeGreaterThan(0);
    for (const { file, name } of named) {
      expect(existsSync(join(folder, file)), file).toBe(true);
      expect(readFileSync(join(folder, file), "utf8")).toContain(name);
    }
  });
});
