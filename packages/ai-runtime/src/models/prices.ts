import type { TokenCounts } from "@mozaiks/contracts";
import data from "./prices.json" with { type: "json" };

/** USD per million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** Input tokens the provider read from its cache; absent: the price of input. */
  readonly cached?: number;
  readonly output: number;
}

/** Prices by model name without the provider. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

/** OpenAI's chat models at the standard tier; source and date stand in the data file. */
export const openaiPrices: PriceTable = data.models;

const snapshotSuffix = /-(\d{4}-\d{2}-\d{2}|\d{4})$/;

/**
 * USD for the tokens of one call, or null when no price is known. `model` may carry the prefix `openai/`; a dated
 * snapshot without a price of its own costs what its family costs. Reasoning tokens are part of the completion tokens.
 */
export function costUsd(prices: PriceTable, model: string, tokens: TokenCounts): number | null {
  const price = priceOf(prices, model.startsWith("openai/") ? model.slice("openai/".length) : model);
  if (price === undefined) return null;
  const cached = Math.min(tokens.cached_tokens ?? 0, tokens.prompt_tokens);
  const perMillion =
    (tokens.prompt_tokens - cached) * price.input +
    cached * (price.cached ?? price.input) +
    tokens.completion_tokens * price.output;
  return perMillion / 1_000_000;
}

function priceOf(prices: PriceTable, name: string): ModelPrice | undefined {
  return own(prices, name) ?? own(prices, name.replace(snapshotSuffix, ""));
}

function own(prices: PriceTable, name: string): ModelPrice | undefined {
  return Object.hasOwn(prices, name) ? prices[name] : undefined;
}
