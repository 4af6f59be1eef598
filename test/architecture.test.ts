import { existsSync, readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const page = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

/** The picture's arrows, by folder. */
const arrows = [...page.matchAll(/^ {2}(\S+) --> (\S+)$/gm)].map(([, from = "", to = ""]) => ({ from, to }));
/** The table's rows: folder → package name. */
const table = new Map(
  [...page.matchAll(/^\| `packages\/(\S+)` \| `(\S+)` \|/gm)].map(([, folder = "", name = ""]) => [folder, name]),
);
const folders = readdirSync(join(root, "packages")).filter((folder) =>
  existsSync(join(root, "packages", folder, "package.json")),
);

function manifestOf(folder: string): { name: string; dependencies?: object; peerDependencies?: object } {
  return JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8"));
}

describe("ARCHITECTURE.md", () => {
  it("lists exactly the packages there are", () => {
    expect(Object.fromEntries(table)).toEqual(Object.fromEntries(folders.map((name) => [name, manifestOf(name).name])));
  });

  it.each(folders)("draws exactly the arrows of %s", (folder) => {
    const { dependencies, peerDependencies } = manifestOf(folder);
    const names = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
    const imported = [...table].filter(([, name]) => names.has(name)).map(([other]) => other);
    const drawn = arrows.filter(({ from }) => from === folder).map(({ to }) => to);
    expect(new Set(drawn)).toEqual(new Set(imported));
  });

  it("names only files that exist in the table of what to edit", () => {
    const [, edits = ""] = page.split("## To change X, edit Y");
    const places = [...edits.matchAll(/`((?:contracts|ai-runtime|cli|chatui)\/[^`*]+)`/g)].map(
      ([, place = ""]) => place,
    );
    expect(places.length).toBeGreaterThan(8);
    expect(places.filter((place) => !existsSync(join(root, "packages", place)))).toEqual([]);
  });
});

describe("the pure core", () => {
  const core = join(root, "packages/ai-runtime/src/engine/core");

  it("reaches nothing but itself, the contracts and what a manifest is", () => {
    const reached = readdirSync(core)
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .flatMap((file) => [...reach(join(core, file))]);
    const pure = [core, "@mozaiks/contracts", join(root, "packages/ai-runtime/src/definitions/manifest.ts")];
    const foreign = reached.filter((place) => !pure.some((start) => place.startsWith(start)));
    expect([...new Set(foreign)]).toEqual([]);
  });

  it("folds views without any dependency", () => {
    const reached = [...reach(join(root, "packages/contracts/src/fold.ts"))];
    expect(reached.filter((place) => !place.startsWith(root))).toEqual([]);
  });
});

/** Every file and package that a module loads, itself and what it loads in turn included. Types load nothing. */
function reach(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  const code = stripTypeScriptTypes(readFileSync(file, "utf8"));
  for (const [, specifier = ""] of code.matchAll(/^(?:import|export|\})[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm)) {
    if (specifier.startsWith(".")) reach(resolve(dirname(file), specifier), reached);
    else reached.add(specifier);
  }
  expect(code, `${relative(root, file)} loads nothing at run time`).not.toMatch(/\bimport\(/);
  return reached;
}
