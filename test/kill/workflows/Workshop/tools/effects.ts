import { appendFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { ToolContext } from "@mozaiks/ai-runtime/tool";

interface Work {
  readonly task: number;
  readonly step: number;
  readonly before_ms: number;
  readonly after_ms: number;
  readonly last: boolean;
}

export async function note(work: Work, tool: ToolContext) {
  await takeEffect("note", work, tool);
  tool.context.set("notes", Number(tool.context.get("notes")) + 1);
  tool.context.set("finished", work.last);
  return { task: work.task, step: work.step };
}

export async function charge(work: Work, tool: ToolContext) {
  await takeEffect("charge", work, tool);
  return { task: work.task, step: work.step };
}

/** A side effect outside the runtime, in the middle of the tool's time: a line in a file that no kill can take back. */
async function takeEffect(name: string, { task, step, before_ms, after_ms }: Work, tool: ToolContext): Promise<void> {
  const file = process.env["EFFECTS_FILE"];
  if (file === undefined) throw new Error("EFFECTS_FILE is not set");
  const { chat_id, agent } = tool.session;
  const line = { key: tool.idempotencyKey, chat_id, agent, tool: name, task, step };
  const write = (phase: "started" | "effect") => appendFileSync(file, `${JSON.stringify({ ...line, phase })}\n`);
  write("started");
  await delay(before_ms, undefined, { signal: tool.signal });
  write("effect");
  await delay(after_ms);
}
