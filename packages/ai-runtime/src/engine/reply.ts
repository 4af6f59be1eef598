import type { FinishReason, JsonObject, TokenCounts } from "@mozaiks/contracts";

/** A tool call as the model wrote it. */
export interface WrittenCall {
  readonly call_id: string;
  readonly name: string;
  /** Undefined when the text is not a JSON object. */
  readonly arguments: JsonObject | undefined;
  readonly raw: string;
}

/** One whole reply of a model, or as much of it as there was when it was stopped. */
export interface Reply {
  readonly text: string;
  readonly calls: readonly WrittenCall[];
  readonly reason: FinishReason;
  /** Undefined when the provider gave none. */
  readonly usage: TokenCounts | undefined;
}
