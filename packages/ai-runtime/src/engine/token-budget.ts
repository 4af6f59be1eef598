import { MozaiksError } from "@mozaiks/contracts";
import { estimateUsage } from "../models/estimate-usage.ts";
import type { ModelRequest } from "../ports/model-provider.ts";

/**
 * Reserves tokens for one call before it is made: its prompt as estimated, and for the reply what is left, which becomes
 * the request's `max_tokens` unless that is lower.
 * @param left tokens that the budget still has; undefined: there is no limit.
 * @throws MozaiksError `limit.budget` when the prompt leaves nothing for a reply.
 */
export function withinBudget(request: ModelRequest, left: number | undefined): ModelRequest {
  if (left === undefined) return request;
  const room = left - estimateUsage(request, "").prompt_tokens;
  if (room < 1)
    throw new MozaiksError("limit.budget", `the prompt needs more than the ${Math.max(0, left)} tokens left`);
  const { max_tokens } = request.settings;
  return { ...request, settings: { ...request.settings, max_tokens: Math.min(room, max_tokens ?? room) } };
}
