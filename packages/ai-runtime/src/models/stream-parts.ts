import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart, LanguageModelV4Usage } from "@ai-sdk/provider";
import type { FinishReason, TokenCounts } from "@mozaiks/contracts";
import type { ModelPart } from "../ports/model-provider.ts";
import { BrokenAttempt, incompleteReply } from "./retrying-stream.ts";

const reasons: Record<LanguageModelV4FinishReason["unified"], FinishReason | undefined> = {
  stop: "stop",
  length: "length",
  "tool-calls": "tool_calls",
  "content-filter": "content_filter",
  other: "other",
  error: undefined,
  interrupted: undefined,
};

/**
 * Translates the parts of one stream, in order. Parts that the engine has no use for (reasoning, sources, metadata)
 * give undefined. A reply that stops with tool calls ends with `tool_calls` even where a server says `stop`.
 * @throws BrokenAttempt when the stream ended before the provider said that the reply is complete; the error that an
 * `error` part carries.
 */
export function streamParts(): (part: LanguageModelV4StreamPart) => ModelPart | undefined {
  const names = new Map<string, string>();
  let hasCalls = false;
  return (part) => {
    switch (part.type) {
      case "text-delta":
        return part.delta === "" ? undefined : { type: "text", text: part.delta };
      case "tool-input-start":
        names.set(part.id, part.toolName);
        return undefined;
      case "tool-input-delta":
        return { type: "tool-input", id: part.id, name: names.get(part.id) ?? "", text: part.delta };
      case "tool-call":
        hasCalls = true;
        return {
          type: "tool-call",
          id: part.toolCallId,
          name: part.toolName,
          arguments: part.input.trim() === "" ? "{}" : part.input,
        };
      case "error":
        throw part.error;
      case "finish": {
        const { unified, raw } = part.finishReason;
        const reason = unified === "other" && raw === undefined ? undefined : reasons[unified];
        if (reason === undefined) throw new BrokenAttempt(() => incompleteReply);
        return {
          type: "finish",
          reason: reason === "stop" && hasCalls ? "tool_calls" : reason,
          usage: usage(part.usage),
        };
      }
      default:
        return undefined;
    }
  };
}

function usage({ inputTokens, outputTokens }: LanguageModelV4Usage): TokenCounts | undefined {
  if (inputTokens.total === undefined && outputTokens.total === undefined) return undefined;
  const prompt_tokens = count(inputTokens.total);
  const completion_tokens = count(outputTokens.total);
  const cached_tokens = count(inputTokens.cacheRead);
  const cache_write_tokens = count(inputTokens.cacheWrite);
  const reasoning_tokens = count(outputTokens.reasoning);
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    ...(cached_tokens > 0 && { cached_tokens }),
    ...(cache_write_tokens > 0 && { cache_write_tokens }),
    ...(reasoning_tokens > 0 && { reasoning_tokens }),
  };
}

function count(tokens: number | undefined): number {
  return Math.max(0, Math.round(tokens ?? 0));
}
