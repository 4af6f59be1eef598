import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository, runMozaiks, startMozaiks, stopMozaiks } from "./mozaiks-process.ts";

const chat = "chat_1";
const folder = "workflows/onboarding_flow";
let cwd: string;
let fromServer: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-replay-"));
  await cp(join(repository, "examples/onboarding/workflows"), join(cwd, "workflows"), { recursive: true });
  const { child, url } = await startMozaiks(["dev", "--workflows", "workflows"], { cwd });
  const input = "I want to onboard a new customer\nAda Lovelace, ada@example.com\n";
  await runMozaiks(["chat", "onboarding_flow", "--url", url, "--chat", chat], { cwd, input });
  fromServer = (await runMozaiks(["export", chat, "--url", url], { cwd })).stdout;
  await stopMozaiks(child);
  await writeFile(join(cwd, "run.ndjson"), fromServer);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe("mozaiks export", () => {
  it("prints the same whole log from the server and from the data folder", async () => {
    const { code, stdout } = await runMozaiks(["export", chat], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(fromServer);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.["type"]).toBe("workflow_complete");
    expect(stdout).toContain('"customer_email":"ada@example.com"');
    const json = await runMozaiks(["export", chat, "--json"], { cwd });
    expect(JSON.parse(json.stdout)).toEqual({ events });
  });

  it("tells who spoke and why, with every rule that was asked", async () => {
    const { code, stdout } = await runMozaiks(["export", chat, "--why"], { cwd });
    expect(code).toBe(0);
    expect(stdout.split("\n").map((line) => line.trim())).toEqual([
      "4 DataCollector  initial",
      "10 DataCollector  fallback, spoke last",
      "17 Validator  handoff, handoffs.yaml:2",
      "handoffs.yaml:2 → Validator: taken",
      "",
    ]);
  });

  it("says so when there is no such chat", async () => {
    const { code, stderr } = await runMozaiks(["export", "chat_2"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("session.not-found")]);
  });
});

describe("mozaiks replay", () => {
  it("finds a recorded session identical, with its stored version, its folder and from standard input", async () => {
    for (const args of [["run.ndjson"], ["run.ndjson", "--definition", folder], ["-"]]) {
      const { code, stdout } = await runMozaiks(["replay", ...args], { cwd, input: fromServer });
      expect(stdout).toMatch(/^identical: \d+ events, \d+ of them decided again\n$/);
      expect(code).toBe(0);
    }
  });

  it("shows the first difference that a changed definition makes, and fails", async () => {
    await cp(join(cwd, folder), join(cwd, "changed/onboarding_flow"), { recursive: true });
    const file = join(cwd, "changed/onboarding_flow/handoffs.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("welcome_sent == true", "welcome_sent == false"));
    const args = ["replay", "run.ndjson", "--definition", "changed/onboarding_flow"];
    const { code, stdout } = await runMozaiks(args, { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^differs at seq \d+, .+\n {2}recorded {2}\{"type":"run_paused".+\n {2}decided {3}\{"type":"agent_selected","agent":"Validator"/,
    );
    const json = JSON.parse((await runMozaiks([...args, "--json"], { cwd })).stdout);
    expect(json).toMatchObject({ identical: false, difference: { seq: 7, recorded: { waiting_for: "user" } } });
  });

  it.each([
    ["hello\n", /recording\.invalid .+line 1 is no event/],
    ["", /recording\.invalid .+it is empty/],
    ['{"seq":2,"type":"user_message"}\n', /recording\.invalid .+session_created/],
  ])("says what is wrong with %j", async (input, message) => {
    const { code, stderr } = await runMozaiks(["replay", "-"], { cwd, input });
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
  });
});
