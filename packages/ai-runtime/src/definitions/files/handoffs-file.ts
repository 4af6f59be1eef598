import { z } from "zod";
import { notSupported, Text } from "./fields.ts";

const laterTargets = ["stay", "manager"];

const Target = z.union([
  Text.refine((target) => !laterTargets.includes(target.toLowerCase()), {
    error: "asks for a target which this version does not support",
    params: { ...notSupported, fix: "Hand over to an agent, user or terminate." },
  }),
  z
    .record(z.string(), z.json())
    .refine(() => false, {
      error: "asks for another workflow as target, which this version does not support",
      params: { ...notSupported, fix: "Hand over to an agent, user or terminate." },
    })
    .meta({ later: true }),
]);

const Rule = z.strictObject({
  source_agent: Text,
  target_agent: Target,
  handoff_type: z.enum(["condition", "after_work"]).nullish(),
  condition_type: z.enum(["expression", "context_expression", "context", "llm", "string_llm"]).nullish(),
  condition: z.string().nullish(),
  condition_scope: z.enum(["pre", "before_reply", "immediate", "context_pre", "post"]).nullish(),
  scope: z.enum(["pre", "before_reply", "immediate", "context_pre", "post"]).nullish(),
  available_when: Text.nullish(),
  description: z.string().nullish().describe("what the workflow is for, in a sentence people read"),
});

/** `handoffs.yaml`: who speaks after whom. */
export const HandoffsFile = z.strictObject({ handoff_rules: z.array(Rule).nullish() });
export type HandoffsFile = z.infer<typeof HandoffsFile>;
export type HandoffEntry = NonNullable<HandoffsFile["handoff_rules"]>[number];
