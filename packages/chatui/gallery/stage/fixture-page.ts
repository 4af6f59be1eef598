import { createFixtureRuntime } from "../../src/testing.ts";
import { conversation } from "../data/conversation.ts";

/** The runtime behind the surfaces: in this page. */
export const runtime = createFixtureRuntime({ streams: conversation, latencyMs: 1, maxGapMs: 1, inputs: "play" });

/** What this page asks of a network is answered by the fixture runtime. */
export function connectFixtureRuntime(): void {
  for (const { chatId } of conversation) runtime.chat(chatId).start();
  globalThis.fetch = runtime.fetch;
  Object.assign(globalThis, { WebSocket: runtime.WebSocket });
}
