import { z } from "zod";
import { Id, Json } from "./ids.ts";
import { logged } from "./session-events.ts";

/** A rule that was asked who speaks next, and what came of it. */
export const ConsideredRule = z.object({
  rule: z.string().describe("as `handoffs.yaml:LINE`"),
  target: z.string().describe("to whom it would hand over"),
  outcome: z
    .enum(["taken", "false", "failed", "hidden", "not_chosen"])
    .describe("`hidden`: `available_when` is false; `failed`: its expression is an error; `not_chosen`: by the model"),
});
export type ConsideredRule = z.infer<typeof ConsideredRule>;

export const SelectionReason = z.object({
  kind: z.enum(["initial", "handoff", "after_work", "round_robin", "random", "auto", "fallback"]),
  rule: z.string().optional().describe("the rule that decided, as `handoffs.yaml:LINE` or the tool's name"),
  detail: z.string().optional().describe("more about it, in words; only for service tokens"),
  considered: z
    .array(ConsideredRule)
    .optional()
    .describe("the rules in the order in which they were asked, at most 50; only for service tokens"),
  omitted: z.int().positive().optional().describe("how many more were asked before the last one"),
});
export type SelectionReason = z.infer<typeof SelectionReason>;

export const Attachment = z.object({
  upload_id: Id,
  name: z.string().optional(),
  media_type: z.string().optional(),
  size: z.int().nonnegative().optional().describe("bytes"),
});
export type Attachment = z.infer<typeof Attachment>;

export const TokenCounts = z.object({
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative(),
  cached_tokens: z.int().nonnegative().optional(),
  cache_write_tokens: z.int().nonnegative().optional(),
  reasoning_tokens: z.int().nonnegative().optional(),
});
export type TokenCounts = z.infer<typeof TokenCounts>;

export const Rating = z.enum(["up", "down"]);

export const FinishReason = z.enum(["stop", "length", "tool_calls", "content_filter", "cancelled", "other"]);
export type FinishReason = z.infer<typeof FinishReason>;

/** Who said what, and what it cost. `content` is absent where the client may not see it. */
export const conversationEvents = [
  z
    .object({
      ...logged,
      type: z.literal("user_message"),
      message_id: Id,
      content: z.string().optional(),
      attachments: z.array(Attachment).optional(),
      to: z.string().optional(),
      hidden: z.boolean().optional(),
    })
    .describe(
      "A person said something. Hidden ones (a workflow's own opening line) come without content and are not shown.",
    ),
  z
    .object({ ...logged, type: z.literal("agent_selected"), agent: z.string(), reason: SelectionReason })
    .describe("Who speaks next, and why."),
  z
    .object({
      ...logged,
      type: z.literal("agent_message"),
      message_id: Id,
      agent: z.string(),
      epoch: z.int().nonnegative(),
      content: z.string().optional(),
      structured_output: Json.optional(),
      guardrail: z.string().optional().describe("the guardrail that said it instead of the agent"),
      finish_reason: FinishReason,
      visible: z.boolean(),
    })
    .describe(
      "What an agent said, whole. It replaces the text that was streamed under the same `message_id`. Without content when `visible` is false.",
    ),
  z
    .object({
      ...logged,
      type: z.literal("feedback"),
      message_id: Id,
      rating: Rating.nullable(),
      comment: z.string().optional(),
      by: z.string(),
    })
    .describe(
      "A person rated an agent's message, or took the rating back (null). The last one counts; agents never see it.",
    ),
  z
    .object({
      ...logged,
      type: z.literal("usage_update"),
      agent: z.string(),
      model: z.string(),
      tokens: TokenCounts,
      total_tokens: z.int().nonnegative().describe("cumulative in the chat"),
      cost_usd: z.number().nonnegative().nullable().describe("of this call; null when no price is known"),
      estimated: z.boolean().optional().describe("true when the provider gave no count (an aborted stream)"),
      user_id: Id,
      app_id: Id,
      workflow_id: Id,
    })
    .describe("What one model call used."),
] as const;
