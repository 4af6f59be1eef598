import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type MozaiksChild,
  repository,
  runMozaiks,
  spawnMozaiks,
  startMozaiks,
  stopMozaiks,
  watch,
} from "./mozaiks-process.ts";

const env = { JWT_SECRET: "a secret of the tests, long enough", MODEL_PROVIDER: "rehearsal", LOG_LEVEL: "error" };
const examples = ["hello-world", "onboarding", "support-triage"].flatMap((name) => [
  "--workflows",
  join(repository, "examples", name, "workflows"),
]);

let cwd: string;
let server: { child: MozaiksChild; url: string };

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-chat-"));
  const workflow = join(cwd, "workflows/Talker");
  await mkdir(workflow, { recursive: true });
  await writeFile(join(workflow, "orchestrator.yaml"), "workflow_name: Talker\nhuman_in_the_loop: true\n");
  await writeFile(join(workflow, "agents.yaml"), "agents:\n  - name: Talker\n");
  const say = `export const Talker = () => ({ content: "word ".repeat(10_000) });\n`;
  await writeFile(join(workflow, "rehearsal.ts"), say);
  server = await startMozaiks(["runtime", ...examples, "--workflows", "workflows"], { cwd, env });
});
afterAll(async () => {
  await stopMozaiks(server.child);
  await rm(cwd, { recursive: true, force: true });
});

function chat(workflow: string, lines: readonly string[], ...more: readonly string[]) {
  const input = lines.map((line) => `${line}\n`).join("");
  return runMozaiks(["chat", workflow, "--url", server.url, ...more], { cwd, env, input });
}

describe("mozaiks chat", () => {
  it("talks, shows tool calls and asks a form field by field", async () => {
    const { code, stdout, stderr } = await chat("HelloWorld", ["A recipe box for my family", "2", "", "sharing"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    for (const shown of [
      "you\nA recipe box for my family",
      "Greeter\n**A recipe box for my family**",
      "✓ remember_idea",
      "  2) my family",
      'A few details about "A recipe box for my family"',
      "✓ write_plan",
      "Planner\nHere is a plan",
      "**Weekend 3**",
      "sharing",
    ])
      expect(stdout).toContain(shown);
  });

  it("ends with the workflow's end and shows why", async () => {
    const { code, stdout } = await chat("SupportTriage", ["I was charged twice this month", "yes please"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Bea \(billing\)\n[^]*✓ refund[^]*€29\.00 is on its way[^]*— complete/);
  });

  it("prints every frame with --json, from seq 1 without a gap", async () => {
    const { stdout } = await chat("onboarding_flow", ["hello", "Ada, ada@example.com"], "--json");
    const frames = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; seq?: number });
    const logged = frames.filter(({ seq }) => seq !== undefined);
    expect(frames[0]?.type).toBe("session_state");
    expect(logged.map(({ seq }) => seq)).toEqual(logged.map((_, index) => index + 1));
    expect(logged.at(-1)?.type).toBe("workflow_complete");
  });

  it("goes on with a chat and shows what was said before", async () => {
    const chatId = ["--chat", "again"];
    await chat("onboarding_flow", ["hello"], ...chatId);
    const { stdout } = await chat("onboarding_flow", ["Ada, ada@example.com"], ...chatId);
    expect(stdout).toMatch(/you\nhello[^]*you\nAda, ada@example\.com[^]*Onboarding complete[^]*— complete/);
  });

  it("stops the answer at the first interrupt and leaves at the second", async () => {
    const child = spawnMozaiks(["chat", "Talker", "--url", server.url], { cwd, env });
    const seen = watch(child.stdout);
    child.stdin.write("talk\n");
    await seen("word word");
    child.kill("SIGINT");
    await seen("— stopped");
    child.kill("SIGINT");
    await once(child, "exit");
    expect(child.exitCode).toBe(0);
  });

  it("names the workflow that does not exist", async () => {
    const { code, stderr } = await chat("Nobody", ["hello"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^mozaiks: workflow\.not-found /);
  });

  it("says what to do when the server does not accept its secret", async () => {
    const other = { ...env, JWT_SECRET: "another secret, that nobody accepts here" };
    const { code, stderr } = await runMozaiks(["chat", "Talker", "--url", server.url], {
      cwd,
      env: other,
      input: "hi\n",
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^mozaiks: token\.invalid .+\n {2}fix: .+--token/);
  });

  it("goes on where it was when the server dies and comes back", async () => {
    const args = ["runtime", ...examples, "--data", "restarted"];
    const first = await startMozaiks(args, { cwd, env });
    const port = new URL(first.url).port;
    const child = spawnMozaiks(["chat", "onboarding_flow", "--url", first.url], { cwd, env });
    const seen = watch(child.stdout);
    child.stdin.write("hello\n");
    await seen("which email address");
    await stopMozaiks(first.child, "SIGKILL");
    await seen("connection lost");
    const second = spawnMozaiks([...args, "--port", port], { cwd, env });
    child.stdin.write("Ada, ada@example.com\n");
    await seen("— complete");
    child.stdin.end();
    await once(child, "exit");
    expect(child.exitCode).toBe(0);
    expect(await stopMozaiks(second)).toBe(0);
  });
});
