import type { FinishReason, JsonObject, TokenCounts } from "@mozaiks/contracts";
import type { RehearsalFunction } from "../tool.ts";

/** What a model is told, in the provider-independent form that prompts are built in. */
export type ModelMessage =
  | { readonly role: "user"; readonly content: string; readonly images?: readonly ModelImage[] }
  | { readonly role: "assistant"; readonly content: string; readonly calls: readonly ModelToolCall[] }
  | {
      readonly role: "tool";
      readonly call_id: string;
      readonly name: string;
      readonly result: string;
      readonly isError: boolean;
    };

export interface ModelImage {
  /** `image/png`, `image/jpeg`, `image/gif` or `image/webp`. */
  readonly media_type: string;
  readonly data: Uint8Array;
}

export interface ModelToolCall {
  readonly call_id: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
}

/** Sampling settings of `llm_config`. */
export interface ModelSettings {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly max_tokens?: number;
  readonly seed?: number;
  readonly presence_penalty?: number;
  readonly frequency_penalty?: number;
  readonly stop?: readonly string[];
  /** Further options of the provider that answers, by its own names. */
  readonly options?: JsonObject;
}

export interface ModelRequest {
  /** `provider/model`, or a bare name, which means `openai/<name>`; absent: the configured default. */
  readonly model: string | undefined;
  readonly settings: ModelSettings;
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  /** Asks for JSON of this shape instead of text. */
  readonly output?: { readonly name: string; readonly schema: JsonObject };
  /** Who asks; the provider `rehearsal` answers with the agent's function over its context. */
  readonly agent: string;
  readonly context: JsonObject;
  readonly rehearsal: RehearsalFunction | undefined;
}

export type ModelPart =
  /** The attempt broke and is tried again: all parts so far are void. */
  | { readonly type: "restart" }
  | { readonly type: "text"; readonly text: string }
  /** A fragment of a tool call's arguments; `id` is the provider's own. */
  | { readonly type: "tool-input"; readonly id: string; readonly name: string; readonly text: string }
  /** A whole tool call; `arguments` is the raw JSON text as the model wrote it. */
  | { readonly type: "tool-call"; readonly id: string; readonly name: string; readonly arguments: string }
  /** Always last. `usage` is undefined when the provider gave none. */
  | { readonly type: "finish"; readonly reason: FinishReason; readonly usage: TokenCounts | undefined };

/**
 * Streams one reply of a language model.
 *
 * An implementer must: retry 429, 5xx and broken streams with backoff (`Retry-After` honoured) before it gives up with
 * `model.unavailable`; end promptly with an AbortError when `signal` aborts; report usage when the provider gives any.
 */
export interface ModelProvider {
  /**
   * @throws MozaiksError `model.unavailable` after retries, `model.rejected` when the provider refuses the request,
   * `model.not-configured` when no key or model is set.
   */
  stream(request: ModelRequest, options: { signal: AbortSignal }): AsyncIterable<ModelPart>;
  /** The name that answers for `model`, as usage and prices know it (`provider/model`). */
  resolve(model: string | undefined): string;
  /** USD for the tokens of one call, or null when no price is known. */
  costUsd(model: string, tokens: TokenCounts): number | null;
}
