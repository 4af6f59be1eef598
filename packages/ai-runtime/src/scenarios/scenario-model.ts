import { once } from "node:events";
import { MozaiksError } from "@mozaiks/contracts";
import type { ScenarioReply } from "../definitions/files/scenario-file.ts";
import { throwIfAborted } from "../models/abortable-wait.ts";
import { createRehearsalProvider } from "../models/rehearsal-provider.ts";
import type { ModelProvider } from "../ports/model-provider.ts";
import type { RehearsalReply } from "../tool.ts";

export interface ScenarioModel extends ModelProvider {
  /** Resolves as soon as a reply has said this; it then says nothing more until it is aborted. */
  holdAt(text: string): Promise<void>;
  /** Agents with replies that nobody asked for, and how many. */
  unused(): readonly { readonly agent: string; readonly replies: number }[];
}

/** Answers each agent of the script with its replies in order, and every other one with its rehearsal. */
export function createScenarioModel(script: Readonly<Record<string, readonly ScenarioReply[]>>): ScenarioModel {
  const provider = createRehearsalProvider({ chunkDelayMs: 0 });
  let hold: { readonly text: string; readonly reached: () => void } | undefined;
  const left = new Map(Object.entries(script).map(([agent, replies]) => [agent, [...replies]]));
  return {
    ...provider,
    async *stream(request, options) {
      const replies = left.get(request.agent);
      const next = replies?.shift();
      if (replies && next === undefined)
        throw new MozaiksError("model.unavailable", `The scenario has no further reply of ${request.agent}`);
      const rehearsal = next === undefined ? request.rehearsal : () => toReply(next);
      let said = "";
      for await (const part of provider.stream({ ...request, rehearsal }, options)) {
        yield part;
        if (part.type === "text") said += part.text;
        if (hold === undefined || !said.includes(hold.text)) continue;
        hold.reached();
        hold = undefined;
        await untilAborted(options.signal);
      }
    },
    holdAt(text) {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = { text, reached: resolve };
      return promise;
    },
    unused: () => [...left].flatMap(([agent, { length }]) => (length > 0 ? [{ agent, replies: length }] : [])),
  };
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
  throwIfAborted(signal);
}

function toReply(reply: ScenarioReply): RehearsalReply {
  if (typeof reply === "string") return { content: reply };
  const { content, tools, structured, handoff } = reply;
  return {
    ...(content !== undefined && { content }),
    ...(tools && {
      toolCalls: tools.map((call) =>
        typeof call === "string" ? { name: call, arguments: {} } : { name: call.name, arguments: call.arguments ?? {} },
      ),
    }),
    ...(structured !== undefined && { structured }),
    ...(handoff !== undefined && { handoffTo: handoff }),
  };
}
