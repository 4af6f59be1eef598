import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AppFolder, appFolder, appText } from "./app-folder.ts";

const title = appText("title: z.string()");
const withCount = appText("title: z.string(), count: z.int().default(0)");

/** Runs a command that must succeed, for its JSON. */
async function json(folder: AppFolder, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await folder.app([...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe("mozaiks app migrate", () => {
  it("writes what the definition asks for, applies it, and is done then", async () => {
    await using folder = await appFolder(title);
    const dry = await json(folder, "migrate", "--dry-run");
    expect(dry).toMatchObject({ write: { name: "0001_add-tasks", steps: ["add tasks"] } });
    expect(await readdir(folder.path)).not.toContain("migrations");
    const first = await json(folder, "migrate", "--name", "begin");
    expect(first).toMatchObject({
      written: "migrations/0001_begin.json",
      runs: [{ kind: "apply", name: "0001_begin" }],
    });
    await folder.write("backend/src/app.ts", withCount);
    const plain = await folder.app(["migrate"]);
    expect(plain.stdout).toBe(
      "+ migrations/0002_add-tasks-count.json\n" +
        "applied 0002_add-tasks-count\n  add tasks.count (integer, existing records get 0)\n",
    );
    expect((await folder.app(["migrate"])).stdout).toBe("nothing to do\n");
    expect(await json(folder, "migrate", "--down")).toMatchObject({
      runs: [{ kind: "undo", name: "0002_add-tasks-count" }],
    });
    expect(await json(folder, "migrate", "--to", "2")).toMatchObject({ runs: [{ name: "0002_add-tasks-count" }] });
  });

  it("lets nothing go out of sight that was not named, brings it back, and erases it when asked", async () => {
    await using folder = await appFolder(withCount);
    await json(folder, "migrate");
    await folder.write("backend/src/app.ts", title);
    const refused = await folder.app(["migrate"]);
    expect(refused.stderr).toMatch(
      /^mozaiks: migration\.destroys .*tasks\.count .*\n {2}fix: .*--yes-destroy tasks\.count/,
    );
    expect(refused.code).toBe(1);
    expect(await readdir(join(folder.path, "migrations"))).toHaveLength(1);
    await json(folder, "migrate", "--yes-destroy", "tasks.count");
    expect(await json(folder, "migrate", "--purge")).toMatchObject({ runs: [{ kind: "purge" }] });
    expect((await folder.app(["migrate", "--down"])).stderr).toMatch(/^mozaiks: migration\.failed .*has been purged/);
  });

  it("says what to do instead of what cannot be done", async () => {
    await using folder = await appFolder(title);
    await json(folder, "migrate");
    await folder.write("backend/src/app.ts", appText("title: z.string(), must: z.string()"));
    const { code, stderr } = await folder.app(["migrate", "--dry-run"]);
    expect(stderr).toMatch(/^mozaiks: migration\.failed .*tasks\.must: .*give the field a default/);
    expect(code).toBe(1);
  });

  it("names the migration that was changed by hand", async () => {
    await using folder = await appFolder(title);
    await json(folder, "migrate");
    await folder.write("migrations/0001_add-tasks.json", "{}");
    const { code, stderr } = await folder.app(["migrate"]);
    expect(stderr).toMatch(/^mozaiks: migration\.failed migrations\/0001_add-tasks\.json: is no migration/);
    expect(code).toBe(1);
  });
});

describe("mozaiks app manifest", () => {
  it("says what the app is, writes its types, and checks that both follow from the definition", async () => {
    await using folder = await appFolder(title);
    const stale = await folder.app(["manifest", "--check"]);
    expect(stale.stderr).toMatch(/^mozaiks: app\.types-stale backend\/src\/mozaiks\.d\.ts/);
    expect(await json(folder, "manifest")).toMatchObject({ name: "small", collections: [{ name: "tasks" }] });
    expect(await readFile(join(folder.path, "backend/src/mozaiks.d.ts"), "utf8")).toContain('import("./app.ts").tasks');
    const missing = await folder.app(["manifest", "--check"]);
    expect(missing.stderr).toMatch(/^mozaiks: migration\.missing .*add tasks\n {2}fix: mozaiks app migrate/);
    await json(folder, "migrate");
    expect(await json(folder, "manifest", "--check")).toEqual({ current: true });
  });
});

describe("mozaiks app backup and restore", () => {
  it("bring a database back to where it was", async () => {
    await using folder = await appFolder(title);
    await json(folder, "migrate");
    expect(await json(folder, "backup", "first.sqlite")).toEqual({ written: "first.sqlite" });
    expect((await folder.app(["backup", "first.sqlite"])).stderr).toMatch(
      /^mozaiks: backup\.failed .*is there already/,
    );
    await folder.write("backend/src/app.ts", withCount);
    await json(folder, "migrate");
    await json(folder, "restore", "first.sqlite");
    expect(await json(folder, "migrate")).toMatchObject({ runs: [{ name: "0002_add-tasks-count" }] });
    expect((await folder.app(["restore", "none.sqlite"])).stderr).toMatch(
      /^mozaiks: backup\.failed There is no backup/,
    );
  });
});
