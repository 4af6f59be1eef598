import { z } from "zod";
import { Text } from "./fields.ts";

const NestedChat = z.strictObject({
  agents: z.array(Text).min(1).max(20).describe("the agents that talk among themselves, in this order"),
  message: Text.nullish().describe(
    "what they are told; Liquid over the variables; absent: the last message of the conversation",
  ),
  rounds: z.int().min(1).max(20).nullish().describe("how often each of them speaks (1)"),
  result: z
    .enum(["last", "all"])
    .nullish()
    .describe("what the source goes on with: the `last` reply (default), or `all`, after the names of who gave them"),
});

const Target = z.union([
  Text,
  z.strictObject({ workflow: Text.describe("the workflow that is called; the source goes on with its result") }),
  z.strictObject({
    nested_chat: NestedChat.describe("agents that talk among themselves; the source goes on with what it came to"),
  }),
]);

const Rule = z.strictObject({
  source_agent: Text.describe("whose turn it is: an agent, `user` or `*` for every agent"),
  target_agent: Target.describe(
    "who is next: an agent, `user`, `terminate`, `stay` (the source again) `manager` (a model chooses), `{ workflow: Id }` or `{ nested_chat: … }`",
  ),
  handoff_type: z
    .enum(["condition", "after_work"])
    .nullish()
    .describe("`condition`: when the condition is met; `after_work` (default): when the turn has ended"),
  condition_type: z
    .enum(["expression", "context_expression", "context", "llm", "string_llm"])
    .nullish()
    .describe("`expression`: CEL over the variables; `llm`: the model chooses; absent: an expression if it is one"),
  condition: z.string().nullish().describe("the expression, or what the model is told"),
  condition_scope: z
    .enum(["pre", "before_reply", "immediate", "context_pre", "post"])
    .nullish()
    .describe("`pre`: before the source replies; else when its turn has ended"),
  scope: z
    .enum(["pre", "before_reply", "immediate", "context_pre", "post"])
    .nullish()
    .describe("the same as `condition_scope`"),
  available_when: Text.nullish().describe("CEL; while it is false the rule does not exist"),
  description: z.string().nullish().describe("why the rule is there, for people"),
});

/** `handoffs.yaml`: who speaks after whom. */
export const HandoffsFile = z.strictObject({
  handoff_rules: z.array(Rule).nullish().describe("rules in order: the first that applies decides"),
});
export type HandoffsFile = z.infer<typeof HandoffsFile>;
export type NestedChatEntry = z.infer<typeof NestedChat>;
export type HandoffEntry = NonNullable<HandoffsFile["handoff_rules"]>[number];
