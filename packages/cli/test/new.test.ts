import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listPatterns, patternUses } from "../src/workflow-patterns.ts";
import { repository, runMozaiks } from "./mozaiks-process.ts";
import { runHere } from "./run-here.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-new-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe("mozaiks new workflow", () => {
  it.each(Object.keys(patternUses))(
    "makes a workflow of pattern %s without mistakes that plays its scenarios",
    async (pattern) => {
      const dir = join("packs", pattern);
      const made = await runMozaiks(["new", "workflow", "TeaHouse", "--pattern", pattern, "--dir", dir, "--json"], {
        cwd,
      });
      expect(made.stderr).toBe("");
      const { files } = JSON.parse(made.stdout) as { files: string[] };
      expect(files).toEqual(
        expect.arrayContaining([join(dir, "TeaHouse/orchestrator.yaml"), join(dir, "TeaHouse/rehearsal.ts")]),
      );
      expect(files.some((file) => file.startsWith(join(dir, "TeaHouse/tests")))).toBe(true);
      const [own = ""] = (await readdir(join(repository, "examples/patterns", pattern, "workflows"))).toSorted();
      for (const file of files) {
        expect(await readFile(join(cwd, file), "utf8")).not.toContain(own);
        expect(file).not.toContain(own);
      }
      expect(await readFile(join(cwd, dir, "TeaHouse/orchestrator.yaml"), "utf8")).toMatch(
        /^workflow_name: Tea house\n/,
      );
      const validated = await runHere(["validate", join(cwd, dir)], { cwd });
      expect(validated.stdout).toMatch(/^\d workflows?, 0 errors, 0 warnings\n$/);
      const tested = await runHere(["test", join(cwd, dir)], { cwd });
      expect(tested.stdout).toMatch(/\n[1-9] passed, 0 failed\n$/);
    },
  );

  it("has a template of every pattern it tells of", async () => {
    expect(await listPatterns()).toEqual(Object.keys(patternUses));
    const { stdout } = await runMozaiks(["new", "workflow", "--help"], { cwd });
    for (const pattern of Object.keys(patternUses)) expect(stdout).toContain(`  ${pattern} `);
  });

  it("says what it made and how to go on", async () => {
    const { code, stdout } = await runMozaiks(["new", "workflow", "My_first"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\+ workflows\/My_first\/agents\.yaml\n/);
    expect(stdout).toContain("mozaiks test workflows/My_first");
  });

  it("never touches what is there, in any case of letters", async () => {
    await mkdir(join(cwd, "taken/TEA"), { recursive: true });
    const { code, stderr } = await runMozaiks(["new", "workflow", "Tea", "--dir", "taken"], { cwd });
    expect(stderr).toMatch(/^mozaiks: workflow\.exists taken\/TEA exists already\n {2}fix: /);
    expect(code).toBe(1);
    expect(await readdir(join(cwd, "taken"))).toEqual(["TEA"]);
  });

  it.each([
    [["new", "workflow", "a b"], /"a b" is no id/],
    [["new", "workflow", "../up"], /"\.\.\/up" is no id/],
    [["new", "workflow", "Tea", "--pattern", "stars"], /no pattern "stars"\n {2}fix: use one of default, .+star/],
    [["new", "agent", "Tea"], /no command "new agent"/],
    [["new", "workflow"], /<name> is missing/],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await runMozaiks(args, { cwd });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
