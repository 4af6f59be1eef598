/**
 * How long many workflows take to load, and what a changed file does to those who run:
 * `node --conditions=@mozaiks/source bench/definition-load/main.ts [--workflows 200] [--sessions 100] [--rounds 3]`.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Execution, WorkflowList } from "@mozaiks/contracts";
import { type Server, withServer } from "./server.ts";
import { rehearsalOf, writeWorkflows } from "./write-workflows.ts";

const { values } = parseArgs({
  options: {
    workflows: { type: "string", default: "200" },
    sessions: { type: "string", default: "100" },
    rounds: { type: "string", default: "3" },
    folder: { type: "string", default: tmpdir() },
  },
});
const count = Number(values.workflows);
const sessions = Number(values.sessions);
const folder = await mkdtemp(join(values.folder, "mozaiks-bench-"));
const workflows = join(folder, "workflows");
await writeWorkflows(workflows, count);

console.log(`Node ${process.version}, ${count} workflow folders, each of 3 agents, 3 rules, 3 variables, 1 output and 3 tools in TypeScript.

Start: from spawning \`mozaiks runtime\` to the first answer (202) of POST /api/workflows/execute with
\`wait_ms: 0\`, for the last of the workflows; processes and data folder on this machine, one after the other.
"First" has an empty data folder, "again" the one that the start before left behind.`);
const starts = [];
for (let round = 1; round <= Number(values.rounds); round += 1) {
  const fresh = join(folder, `data-${round}`);
  await mkdir(fresh);
  starts.push({ round, "first ms": await measureStart(fresh, 1), "again ms": await measureStart(fresh, 2) });
}
console.table(starts);

console.log(`
Reload: ${sessions} runs of one workflow wait in a tool of \`mozaiks dev\`; its rehearsal.ts is then written anew, and the next
session must answer in the new words. Only then the tools go on. Every run must end in the words it began with.`);
const data = join(folder, "data-reload");
await mkdir(data);
console.table([await withServer("dev", { workflows, data }, measureReload)]);
await rm(folder, { recursive: true });

async function measureStart(data: string, chat: number): Promise<number> {
  const user = { chatId: `chat-${chat}`, workflowId: `Flow${count}` };
  const body = { workflow: user.workflowId, input: "Now", wait_ms: 0 };
  const began = performance.now();
  return withServer("runtime", { workflows, data }, async (server) => {
    await server.request(user, "POST", "/api/workflows/execute", body);
    return Math.round(performance.now() - began);
  });
}

async function measureReload(server: Server): Promise<Record<string, number>> {
  const held = join(folder, "held");
  await mkdir(held);
  const run = async (chatId: string, input: string): Promise<Execution> => {
    const body = { workflow: "Flow1", input };
    return Execution.parse(
      await server.request({ chatId, workflowId: "Flow1" }, "POST", "/api/workflows/execute", body),
    );
  };
  const version = async (): Promise<string | undefined> => {
    const user = { chatId: "chat-list", workflowId: "Flow1" };
    const { workflows: listed } = WorkflowList.parse(await server.request(user, "GET", "/api/workflows"));
    return listed.find(({ workflow_id }) => workflow_id === "Flow1")?.version;
  };
  const running = Array.from({ length: sessions }, (_, index) => run(`chat-${index}`, held));
  while ((await readdir(held)).length < sessions) await setTimeout(20);

  const before = await version();
  const began = performance.now();
  await writeFile(join(workflows, "Flow1", "rehearsal.ts"), rehearsalOf("two"));
  while ((await version()) === before) await setTimeout(5);
  const listedMs = performance.now() - began;
  const fresh = await run("chat-fresh", "Now");
  const answeredMs = performance.now() - began;
  assert.equal(fresh.result, "two", "a new session answers with the new version");

  await writeFile(join(held, "go"), "");
  const ended = await Promise.all(running);
  for (const { status, result } of ended) assert.deepEqual([status, result], ["completed", "one"]);
  return {
    "listed ms": Math.round(listedMs),
    "first answer ms": Math.round(answeredMs),
    "runs before": ended.length,
    "ended on their version": ended.filter(({ result }) => result === "one").length,
  };
}
