import { Agent } from "node:http";
import { startProcess } from "../start-process.ts";
import { streamPost } from "../stream-post.ts";
import type { Target } from "../target.ts";

/** A floor: the same model call through `streamText` and server-sent events, without anything durable. */
export async function openAiSdk(llmUrl: string): Promise<Target> {
  const server = await startProcess(new URL("ai-sdk-process.ts", import.meta.url), [llmUrl]);
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ messages: [{ role: "user", content: "Forty words." }] });
  return {
    name: "streamText + Hono, no store",
    pid: server.pid,
    converse: async () => ({
      turn: (onText) => streamPost(server.answer, agent, body, onText),
      close: () => undefined,
    }),
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}
