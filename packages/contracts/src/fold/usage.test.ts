import { expect, it } from "vitest";
import { scriptedChat } from "../../test/scripted-chat.ts";
import { addUsage, noUsage } from "./usage.ts";

const chat = scriptedChat();
const used = (cost_usd: number | null, more: object = {}) =>
  chat.event("usage_update", {
    agent: "Ada",
    model: "m",
    tokens: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12, ...more },
    total_tokens: 12,
    cost_usd,
    user_id: "u",
    app_id: "a",
    workflow_id: "w",
  });

it("adds up tokens and money without the noise of binary fractions", () => {
  const total = [used(0.1), used(0.2), used(0.000_001)].reduce(addUsage, noUsage);
  expect(total).toEqual({ prompt_tokens: 30, completion_tokens: 6, total_tokens: 36, cost_usd: 0.300_001 });
});

it("knows no total when the price of one call is unknown", () => {
  expect([used(0.1), used(null), used(0.2)].reduce(addUsage, noUsage).cost_usd).toBeNull();
});

it("adds up the details that some providers report", () => {
  const total = [used(0), used(0, { cached_tokens: 4, cache_write_tokens: 2 }), used(0, { reasoning_tokens: 1 })];
  expect(total.reduce(addUsage, noUsage)).toMatchObject({
    cached_tokens: 4,
    cache_write_tokens: 2,
    reasoning_tokens: 1,
  });
});
