import type { ToolContext } from "@mozaiks/ai-runtime/tool";

/** Keeps the domain; the handoff rules choose the specialist from it. */
export function route(args: { domain: string; confidence: number }, { context }: ToolContext) {
  const before = context.get("current_domain");
  const previous = context.get("previous_domains");
  if (typeof before === "string")
    context.set("previous_domains", [...(Array.isArray(previous) ? previous : []), before]);
  context.set("current_domain", args.domain);
  context.set("domain_confidence", args.confidence);
  context.set("question_answered", false);
  return { routed_to: args.domain };
}

export function markAnswered(_args: object, { context }: ToolContext) {
  context.set("question_answered", true);
  return { answered: true };
}
