import { appendFileSync } from "node:fs";
import type { ToolContext, ToolFunction } from "@mozaiks/ai-runtime/tool";

export const loadProfile: ToolFunction<object> = async (_, tool) => {
  await hit("load", tool);
  return { name: "Ann" };
};

/** Must never be done twice. */
export const openCase: ToolFunction<object> = async (_, tool) => {
  await hit("open", tool);
  return {};
};

/** Leaves a line outside the runtime; in the chat that is named after the step it waits for ever if the gate is closed. */
async function hit(what: string, { idempotencyKey: key, session }: ToolContext): Promise<void> {
  const file = process.env["HITS_FILE"];
  if (file === undefined) throw new Error("HITS_FILE is not set");
  appendFileSync(file, `${JSON.stringify({ row: session.chat_id, what, key, pid: process.pid })}\n`);
  if (process.env["GATE"] === "closed" && session.chat_id.startsWith(what)) await new Promise<never>(() => undefined);
}
