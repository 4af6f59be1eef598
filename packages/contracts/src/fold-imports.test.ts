import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** What a module and the modules it needs at run time import from other packages. */
function packagesOf(module: URL, seen = new Set<string>()): string[] {
  if (seen.has(module.href)) return [];
  seen.add(module.href);
  const source = readFileSync(module, "utf8");
  const statements = source.matchAll(/^(?:import|export) (?!type\b)[^;]*?from "([^"]+)";/gm);
  return [...statements].flatMap(([, target = ""]) =>
    target.startsWith(".") ? packagesOf(new URL(target, module), seen) : [target],
  );
}

it("needs no other package at run time, so that a chat page does not carry the schemas", () => {
  expect(packagesOf(new URL("./fold.ts", import.meta.url))).toEqual([]);
  expect(packagesOf(new URL("./index.ts", import.meta.url))).toContain("zod");
});
