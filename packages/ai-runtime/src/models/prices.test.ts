import { describe, expect, it } from "vitest";
import data from "./prices.json" with { type: "json" };
import { costUsd, openaiPrices } from "./prices.ts";

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
  ])("of %s with %o is %f", (model, counts, usd) => {
    expect(costUsd(openaiPrices, model, counts)).toBeCloseTo(usd, 9);
  });

  it.each(["llama3", "openai/meta/llama-3", "anthropic/gpt-4o", "rehearsal", "", "constructor", "gpt-4o-turbo"])(
    "of %s is unknown",
    (model) => {
      expect(costUsd(openaiPrices, model, tokens)).toBeNull();
    },
  );
});

it("every price is positive, and reading from the cache costs no more than reading", () => {
  const odd = Object.entries(openaiPrices).filter(
    ([, { input, cached = input, output }]) => !(0 < cached && cached <= input && input < output),
  );
  expect(odd).toEqual([]);
  expect(data).toMatchObject({ unit: "USD per 1,000,000 tokens", as_of: expect.stringMatching(/^\d{4}-\d{2}$/) });
});
