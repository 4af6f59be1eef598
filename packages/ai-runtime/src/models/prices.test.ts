import { describe, expect, it } from "vitest";
import data from "./prices.json" with { type: "json" };
import { costUsd, type PriceTable, publishedPrices } from "./prices.ts";

const tokens = { prompt_tokens: 1_000_000, completion_tokens: 100_000, total_tokens: 1_100_000 };

describe("costUsd", () => {
  it.each([
    ["gpt-4o", tokens, 2.5 + 1],
    ["openai/gpt-4o", tokens, 3.5],
    ["openai/gpt-4o-2024-08-06", tokens, 3.5],
    ["gpt-4o-2024-05-13", tokens, 5 + 1.5],
    ["gpt-4-0613", tokens, 30 + 6],
    ["gpt-4o", { ...tokens, cached_tokens: 400_000 }, 1.5 + 0.5 + 1],
    ["gpt-4-turbo", { ...tokens, cached_tokens: 400_000 }, 10 + 3],
    ["gpt-4o", { ...tokens, cached_tokens: 9_000_000 }, 1.25 + 1],
    ["gpt-4o", { ...tokens, reasoning_tokens: 50_000 }, 3.5],
    ["gpt-4o", { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }, 0],
    ["anthropic/claude-haiku-4-5", tokens, 1 + 0.5],
    ["anthropic/claude-haiku-4-5-20251001", tokens, 1.5],
    ["anthropic/claude-sonnet-4-0", tokens, 3 + 1.5],
    [
      "anthropic/claude-opus-4-8",
      { ...tokens, cached_tokens: 400_000, cache_write_tokens: 200_000 },
      2 + 0.2 + 1.25 + 2.5,
    ],
    [
      "anthropic/claude-opus-4-8",
      { ...tokens, cached_tokens: 900_000, cache_write_tokens: 900_000 },
      0.45 + 0.625 + 2.5,
    ],
    ["google/gemini-2.5-flash", { ...tokens, cached_tokens: 500_000 }, 0.15 + 0.015 + 0.25],
    ["google/gemini-2.5-pro-001", tokens, 1.25 + 1],
  ])("of %s with %o is %f", (model, counts, usd) => {
    expect(costUsd(publishedPrices, model, counts)).toBeCloseTo(usd, 9);
  });

  it.each([
    "llama3",
    "openai/meta/llama-3",
    "anthropic/gpt-4o",
    "openai/claude-haiku-4-5",
    "azure/gpt-4o",
    "rehearsal",
    "",
    "constructor",
    "toString/gpt-4o",
    "gpt-4o-turbo",
  ])("of %s is unknown", (model) => {
    expect(costUsd(publishedPrices, model, tokens)).toBeNull();
  });
});

it("every price is positive, and reading from the cache costs no more than reading", () => {
  const odd = Object.entries(Object.assign({}, ...Object.values(publishedPrices)) as PriceTable[string]).filter(
    ([, { input, cached = input, cache_write = input, output }]) =>
      !(0 < cached && cached <= input && input <= cache_write && cache_write < output),
  );
  expect(odd).toEqual([]);
  expect(data.unit).toBe("USD per 1,000,000 tokens");
  for (const provider of Object.values(data.providers))
    expect(provider).toMatchObject({ source: expect.any(String), as_of: expect.stringMatching(/^\d{4}-\d{2}$/) });
});
