import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMozaiks } from "./mozaiks-process.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-schema-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe("mozaiks schema", () => {
  it("writes one schema for each file of a workflow and says where", async () => {
    const { code, stdout } = await runMozaiks(["schema", "--out", "deep/schemas"], { cwd });
    const written = await readdir(join(cwd, "deep/schemas"));
    expect(code).toBe(0);
    expect(stdout.trim().split("\n").toSorted()).toEqual(written.toSorted().map((name) => join("deep/schemas", name)));
    expect(written).toEqual(expect.arrayContaining(["agents.schema.json", "orchestrator.schema.json"]));
    const agents = JSON.parse(await readFile(join(cwd, "deep/schemas/agents.schema.json"), "utf8"));
    expect(agents).toMatchObject({
      $id: "https://mozaiks.dev/schemas/agents.schema.json",
      additionalProperties: false,
    });
  });

  it("prints the schema of one file, or of all", async () => {
    const one = await runMozaiks(["schema", "tools.yaml"], { cwd });
    const all = await runMozaiks(["schema"], { cwd });
    expect(JSON.parse(one.stdout)).toEqual(JSON.parse(all.stdout).tools);
  });

  it("names the files there are when it is asked for another", async () => {
    const { code, stderr } = await runMozaiks(["schema", "agent"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/usage\.invalid .*"agent"\n {2}fix: use one of orchestrator, agents/);
  });
});
