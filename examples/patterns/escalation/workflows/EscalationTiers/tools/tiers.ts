import type { ToolContext } from "@mozaiks/ai-runtime/tool";

const enough = 8;

export function newQuestion(args: { question: string }, { context }: ToolContext) {
  context.set("question", args.question);
  for (const tier of ["basic", "intermediate", "advanced"]) context.set(`${tier}_confidence`, 0);
  context.set("escalation_count", 0);
  context.set("last_escalation_reason", null);
  return { accepted: true };
}

/** Keeps how sure the tier is; the handoff rules move the question up when that is not enough. */
export function answerQuestion(args: { answer: string; confidence: number }, { context, session }: ToolContext) {
  context.set(`${session.agent.toLowerCase()}_confidence`, args.confidence);
  if (args.confidence >= enough) return { sure: true, answer: args.answer };
  context.set("escalation_count", Number(context.get("escalation_count")) + 1);
  context.set("last_escalation_reason", `${session.agent} is only ${args.confidence} of 10 sure`);
  return { sure: false };
}
