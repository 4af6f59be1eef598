import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repository, runMozaiks } from "./mozaiks-process.ts";
import { runHere } from "./run-here.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-new-app-"));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const manifestOf = async (file: string) =>
  JSON.parse(await readFile(file, "utf8")) as { version: string } & Record<
    "dependencies" | "devDependencies",
    Record<string, string>
  >;

describe("mozaiks new app", () => {
  it("writes an app whose types, migrations and rules follow from its definition", async () => {
    const { code, stdout } = await runHere(["new", "app", "tea-shop"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\+ tea-shop\/\.gitignore\n[^]*cd tea-shop && npm install/);
    const folder = join(cwd, "tea-shop");
    expect(await readFile(join(folder, "README.md"), "utf8")).toMatch(/^# tea-shop\n/);
    await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
    expect(await runMozaiks(["app", "manifest", "--check"], { cwd: folder })).toMatchObject({ code: 0, stderr: "" });
    const manifest = JSON.parse((await runMozaiks(["app", "manifest"], { cwd: folder })).stdout);
    expect(manifest).toMatchObject({ name: "tea-shop", collections: [{ name: "notes" }] });
  });

  it("names the versions that this repository is tested with", async () => {
    const template = await manifestOf(join(repository, "examples/new-app/package.json"));
    const own = await manifestOf(join(repository, "packages/cli/package.json"));
    const core = await manifestOf(join(repository, "packages/core-runtime/package.json"));
    const root = await manifestOf(join(repository, "package.json"));
    expect(template.dependencies).toEqual({
      "@mozaiks/core-runtime": core.version,
      mozaiks: own.version,
      zod: core.dependencies["zod"],
    });
    const names = Object.keys(template.devDependencies);
    expect(template.devDependencies).toEqual(
      Object.fromEntries(names.map((name) => [name, root.devDependencies[name]])),
    );
  });

  it.each([
    [["new", "app", "Tea"], 2, /"Tea" is no name of an app/],
    [["new", "app", "../up"], 2, /is no name of an app/],
    [["new", "app"], 2, /<name> is missing/],
    [["new", "app", "taken"], 1, /^mozaiks: app\.exists taken exists already\n {2}fix: /],
  ])("refuses %j", async (args, code, says) => {
    await writeFile(join(cwd, "taken"), "mine");
    const result = await runHere(args, { cwd });
    expect(result.stderr).toMatch(says);
    expect(result.code).toBe(code);
    expect(await readdir(cwd)).toEqual(["taken"]);
  });
});
