import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository, runMozaiks } from "./mozaiks-process.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-scenarios-"));
  await cp(join(repository, "examples/onboarding/workflows"), join(cwd, "workflows"), { recursive: true });
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe("mozaiks test", () => {
  it("plays the scenarios of the working directory's workflows", async () => {
    const { code, stdout } = await runMozaiks(["test"], { cwd });
    expect(stdout).toMatch(/^✓ onboarding_flow\/welcome {2}The welcome email .+ \d+ ms\n1 passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it("shows what differs, where it is written and the log, and fails", async () => {
    const wrong = "turns:\n  - say: hello\n    expect:\n      speakers: [Validator]\n";
    await writeFile(join(cwd, "workflows/onboarding_flow/tests/wrong.yaml"), wrong);
    const { code, stdout } = await runMozaiks(["test", "workflows", "--filter", "wrong"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("✗ onboarding_flow/wrong");
    expect(stdout).toMatch(/turn 1: speakers {2}workflows\/onboarding_flow\/tests\/wrong\.yaml:4:17\n/);
    expect(stdout).toMatch(/ {4}expected {2}Validator\n {4}got {7}DataCollector\n/);
    expect(stdout).toMatch(/│ {3}4 agent_selected DataCollector \(initial\)/);
    expect(stdout).toMatch(/0 passed, 1 failed\n$/);
    const json = await runMozaiks(["test", "workflows", "--json"], { cwd });
    const results = json.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(results.map(({ name, ok }) => [name, ok])).toEqual([
      ["welcome", true],
      ["wrong", false],
    ]);
    expect(results[1]).toMatchObject({ mismatches: [{ what: "speakers", expected: "Validator", place: { line: 4 } }] });
  });

  it("tells of mistakes in a scenario, and so does mozaiks validate", async () => {
    await writeFile(join(cwd, "workflows/onboarding_flow/tests/wrong.yaml"), "turns:\n  - says: hello\n");
    for (const command of ["test", "validate"]) {
      const { code, stdout } = await runMozaiks([command, "workflows"], { cwd });
      expect(stdout).toMatch(/^workflows\/onboarding_flow\/tests\/wrong\.yaml:2:5 key\.unknown .+"say"\?$/m);
      expect(code).toBe(1);
    }
  });

  it("fails when there is none", async () => {
    await rm(join(cwd, "workflows/onboarding_flow/tests/wrong.yaml"));
    const { code, stderr } = await runMozaiks(["test", "--filter", "nothing like it"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^mozaiks: scenario\.none .+\n {2}fix: .+--filter/);
  });
});
