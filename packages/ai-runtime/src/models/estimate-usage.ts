import type { TokenCounts } from "@mozaiks/contracts";
import type { ModelMessage, ModelPart, ModelRequest } from "../ports/model-provider.ts";

/** What of a request costs prompt tokens. */
export type EstimatedPrompt = Pick<ModelRequest, "system" | "messages" | "tools" | "output">;

const charactersPerToken = 4;
/** What the providers count for an image of ordinary size. */
const tokensPerImage = 800;

/**
 * Usage of a call whose provider gave none (an aborted stream): four characters are a token, counted over the prompt
 * and over what was streamed of the reply, `replyText` being its text and the arguments of its tool calls. The same
 * input gives the same numbers; whoever records them flags them as estimated.
 */
export function estimateUsage(prompt: EstimatedPrompt, replyText: string): TokenCounts {
  const characters =
    prompt.system.length +
    sum(prompt.messages.map(messageLength)) +
    sum(prompt.tools.map((tool) => JSON.stringify(tool).length)) +
    (prompt.output === undefined ? 0 : JSON.stringify(prompt.output.schema).length);
  const prompt_tokens = Math.ceil(characters / charactersPerToken);
  const completion_tokens = Math.ceil(replyText.length / charactersPerToken);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** The text of a reply so far that `estimateUsage` counts, grown by one part. `restart` keeps it: it was paid for. */
export function streamedText(text: string, part: ModelPart): string {
  return part.type === "text" || part.type === "tool-input" ? text + part.text : text;
}

function messageLength(message: ModelMessage): number {
  if (message.role === "tool") return message.result.length;
  if (message.role === "user")
    return message.content.length + (message.images?.length ?? 0) * tokensPerImage * charactersPerToken;
  return message.content.length + sum(message.calls.map((call) => JSON.stringify(call.arguments).length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
