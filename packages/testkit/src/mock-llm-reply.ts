import type { Json, JsonObject } from "@mozaiks/contracts";
import type { MockLlmRequest } from "./mock-llm-request.ts";

/** A tool call as a model writes it: `arguments` as text is sent as it is, also when it is no JSON. */
export interface MockToolCall {
  readonly name: string;
  readonly arguments?: JsonObject | string;
  readonly id?: string;
}

/** One thing that happens in a streamed reply, in order. */
export type MockStep =
  /** A text delta. */
  | string
  | { readonly refusal: string }
  | { readonly reasoning: string }
  | { readonly toolCall: MockToolCall }
  /** Waits so many milliseconds. */
  | { readonly pauseMs: number }
  /** Waits until the promise settles or the client leaves. */
  | { readonly hold: Promise<unknown> }
  /** Bytes as they are: an SSE comment, an event that is no JSON. */
  | { readonly raw: string }
  /** An error event in the stream. */
  | { readonly error: JsonObject }
  /** Ends the response here, without a finish reason: the connection breaks, or the body just ends. */
  | { readonly end: "broken" | "clean" };

export interface MockUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cached_tokens?: number;
  readonly reasoning_tokens?: number;
}

/** A streamed reply: `steps`, or `text` / `json` (structured output) and then `toolCalls`. */
export interface MockAnswer {
  /** Sent word by word. */
  readonly text?: string;
  readonly json?: Json;
  readonly toolCalls?: readonly MockToolCall[];
  readonly steps?: readonly MockStep[];
  /** Default: `tool_calls` when there are any, else `stop`. */
  readonly finishReason?: string;
  /** Default: four characters are a token. `null`: none is sent. Sent only when the request asks for it. */
  readonly usage?: MockUsage | null;
  /** Wait before the first delta, in milliseconds. */
  readonly firstTokenMs?: number;
  /** Wait between deltas, in milliseconds. */
  readonly tokenMs?: number;
  /** Cuts the whole body into writes of this many bytes. */
  readonly bytesPerWrite?: number;
}

/** An HTTP error in OpenAI's form; `headers` such as `retry-after`. */
export interface MockError {
  readonly status: number;
  readonly message?: string;
  readonly type?: string;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What answers a request: a text, an answer, an error, or a function of the request that gives one (also later). */
export type MockReply = string | MockAnswer | MockError | ((request: MockLlmRequest) => MockReply | Promise<MockReply>);

export type MockOutcome = MockAnswer | MockError;

/** Calls functions until there is an outcome. */
export async function outcomeOf(reply: MockReply, request: MockLlmRequest): Promise<MockOutcome> {
  if (typeof reply === "function") return outcomeOf(await reply(request), request);
  return typeof reply === "string" ? { text: reply } : reply;
}

export function isMockError(outcome: MockOutcome): outcome is MockError {
  return "status" in outcome;
}

export function stepsOf(answer: MockAnswer): readonly MockStep[] {
  if (answer.steps !== undefined) return answer.steps;
  const text = answer.json === undefined ? (answer.text ?? "") : JSON.stringify(answer.json);
  return [...(text.match(/\s*\S+\s*|\s+/g) ?? []), ...(answer.toolCalls ?? []).map((toolCall) => ({ toolCall }))];
}

/** The arguments of a call as the text a model would write. */
export function argumentsText(call: MockToolCall): string {
  return typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments ?? {});
}
