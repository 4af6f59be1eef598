import type { EventOf } from "../events.ts";
import type { UsageTotals } from "../frames.ts";

/** Before any model call: nothing used, nothing spent. */
export const noUsage: UsageTotals = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, cost_usd: 0 };

/** The totals of a session after one more model call. A sum with an unknown price in it is unknown (null). */
export function addUsage(totals: UsageTotals, event: EventOf<"usage_update">): UsageTotals {
  const { tokens, cost_usd } = event;
  const sum: UsageTotals = {
    prompt_tokens: totals.prompt_tokens + tokens.prompt_tokens,
    completion_tokens: totals.completion_tokens + tokens.completion_tokens,
    total_tokens: totals.total_tokens + tokens.total_tokens,
    cost_usd: totals.cost_usd === null || cost_usd === null ? null : rounded(totals.cost_usd + cost_usd),
  };
  for (const name of ["cached_tokens", "cache_write_tokens", "reasoning_tokens"] as const)
    if (totals[name] !== undefined || tokens[name] !== undefined) sum[name] = (totals[name] ?? 0) + (tokens[name] ?? 0);
  return sum;
}

/** To a billionth of a dollar: sums of binary fractions would otherwise end in noise. */
function rounded(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}
