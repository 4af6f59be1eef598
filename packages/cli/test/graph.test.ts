import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository, runMozaiks } from "./mozaiks-process.ts";

const triage = join(repository, "examples/support-triage/workflows/SupportTriage");

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-graph-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe("mozaiks graph", () => {
  it("prints Mermaid text of agents, people and rules", async () => {
    const { code, stdout } = await runMozaiks(["graph", triage, "--tools"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^---\ntitle: "Support triage"\n---\nflowchart TD\n/);
    expect(stdout).toContain("Router<br/><small>open_ticket</small>");
    expect(stdout).toContain('|"before: urgency == #34;critical#34;"|');
  });

  it("writes an SVG when the file's name says so", async () => {
    const { stdout } = await runMozaiks(["graph", triage, "--out", "triage.svg"], { cwd });
    expect(stdout).toBe("triage.svg\n");
    expect(await readFile(join(cwd, "triage.svg"), "utf8")).toMatch(/^<svg [^]*Escalation desk[^]*<\/svg>\n$/);
  });

  it("prints nodes and edges for programs", async () => {
    const { stdout } = await runMozaiks(["graph", triage, "--json"], { cwd });
    expect(JSON.parse(stdout).edges).toContainEqual({
      from: "agent:Escalation",
      to: "end",
      kind: "after_work",
      label: "",
    });
  });

  it.each([
    [["graph", triage, "--format", "png"], 2, /usage\.invalid --format is "png"/],
    [["graph", "nowhere"], 1, /definition\.invalid .*nowhere/],
  ])("says what is wrong with %j", async (args, expected, message) => {
    const { code, stderr } = await runMozaiks(args, { cwd });
    expect([code, stderr]).toEqual([expected, expect.stringMatching(message)]);
  });
});
