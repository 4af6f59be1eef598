import { Agent } from "node:http";
import { streamPost } from "../stream-post.ts";
import type { Target } from "../target.ts";

/** The control: the client calls the model itself. */
export async function openDirect(llmUrl: string): Promise<Target> {
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ model: "bench", stream: true, messages: [{ role: "user", content: "Forty words." }] });
  return {
    name: "direct to the model",
    pid: undefined,
    converse: async () => ({
      turn: (onText) => streamPost(`${llmUrl}/chat/completions`, agent, body, onText),
      close: () => undefined,
    }),
    async [Symbol.asyncDispose]() {
      agent.destroy();
    },
  };
}
