import type { TokenCounts } from "@mozaiks/contracts";
import data from "./prices.json" with { type: "json" };

/** USD per million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** Input tokens the provider read from its cache; absent: the price of input. */
  readonly cached?: number;
  /** Input tokens the provider wrote to its cache; absent: the price of input. */
  readonly cache_write?: number;
  readonly output: number;
}

/** Prices by provider, then by model name without the provider. */
export type PriceTable = Readonly<Record<string, Readonly<Record<string, ModelPrice>>>>;

/** Chat models at the standard tier; sources and dates stand in the data file. */
export const publishedPrices: PriceTable = Object.fromEntries(
  Object.entries(data.providers).map(([provider, { models }]) => [provider, models]),
);

/** How each provider marks a snapshot of a model family: `gpt-4o-2024-08-06`, `claude-haiku-4-5-20251001`. */
const snapshotSuffixes: Readonly<Record<string, RegExp>> = {
  openai: /-(\d{4}-\d{2}-\d{2}|\d{4})$/,
  anthropic: /-(\d{8}|latest|0)$/,
  google: /-(\d{3}|preview-\d{2}-\d{4}|preview-\d{2}-\d{2})$/,
};

/**
 * USD for the tokens of one call, or null when no price is known. A bare name is OpenAI's; a snapshot without a price
 * of its own costs what its family costs. Reasoning tokens are part of the completion tokens.
 */
export function costUsd(prices: PriceTable, model: string, tokens: TokenCounts): number | null {
  const slash = model.indexOf("/");
  const price = priceOf(prices, slash < 0 ? "openai" : model.slice(0, slash), model.slice(slash + 1));
  if (price === undefined) return null;
  const cached = Math.min(tokens.cached_tokens ?? 0, tokens.prompt_tokens);
  const written = Math.min(tokens.cache_write_tokens ?? 0, tokens.prompt_tokens - cached);
  const perMillion =
    (tokens.prompt_tokens - cached - written) * price.input +
    cached * (price.cached ?? price.input) +
    written * (price.cache_write ?? price.input) +
    tokens.completion_tokens * price.output;
  return perMillion / 1_000_000;
}

function priceOf(prices: PriceTable, provider: string, name: string): ModelPrice | undefined {
  const models = own(prices, provider);
  const suffix = own(snapshotSuffixes, provider);
  return models && (own(models, name) ?? (suffix && own(models, name.replace(suffix, ""))));
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
