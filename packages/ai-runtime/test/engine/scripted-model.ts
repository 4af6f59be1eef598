import type { JsonObject } from "@mozaiks/contracts";
import type { ModelPart, ModelProvider, ModelRequest } from "../../src/ports.ts";

/** One reply: text, calls, or parts that a test holds back. */
export type Reply =
  | string
  | { text?: string; calls?: readonly (readonly [name: string, args?: JsonObject | string])[]; usage?: false }
  | ((request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelPart>)
  | Error;

export interface ScriptedModel extends ModelProvider {
  readonly requests: readonly ModelRequest[];
}

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

/** Answers each agent with its replies in order; an agent without one left answers `…`. */
export function scriptedModel(script: Record<string, readonly Reply[]>): ScriptedModel {
  const requests: ModelRequest[] = [];
  const left = new Map(Object.entries(script).map(([agent, replies]) => [agent, [...replies]]));
  let calls = 0;
  return {
    requests,
    resolve: () => "test/model",
    costUsd: () => 0.001,
    async *stream(request, { signal }) {
      requests.push(request);
      const reply = left.get(request.agent)?.shift() ?? "…";
      signal.throwIfAborted();
      if (reply instanceof Error) throw reply;
      if (typeof reply === "function") return yield* reply(request, signal);
      const { text = "", calls: called = [], usage: metered } = typeof reply === "string" ? { text: reply } : reply;
      for (const word of text.match(/\S+\s*/g) ?? []) yield { type: "text", text: word };
      for (const [name, args = {}] of called) {
        calls += 1;
        yield {
          type: "tool-call",
          id: `p${calls}`,
          name,
          arguments: typeof args === "string" ? args : JSON.stringify(args),
        };
      }
      yield {
        type: "finish",
        reason: called.length > 0 ? "tool_calls" : "stop",
        usage: metered === false ? undefined : usage,
      };
    },
  };
}

/** A reply that streams `text`, then waits until it is released or aborted. */
export function heldReply(text: string): { reply: Reply; started: Promise<void>; release: () => void } {
  const started = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  return {
    started: started.promise,
    release: () => held.resolve(),
    reply: async function* (_request, signal) {
      yield { type: "text", text };
      started.resolve();
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      });
      await Promise.race([held.promise, aborted]);
      yield { type: "finish", reason: "stop", usage };
    },
  };
}
