import type { ToolContext } from "@mozaiks/ai-runtime/tool";

export function startDocument(args: { topic: string }, { context }: ToolContext) {
  context.set("topic", args.topic);
  context.set("current_stage", "planning");
  context.set("current_iteration", 1);
  return { stage: "planning" };
}

export function submitPlan(args: { headings: string[] }, { context }: ToolContext) {
  context.set("plan", args.headings);
  context.set("current_stage", "drafting");
  return { stage: "drafting" };
}

export function submitDraft(args: { text: string }, { context }: ToolContext) {
  context.set("document_draft", args.text);
  context.set("current_stage", "review");
  return { stage: "review" };
}

export function submitFeedback(args: { feedback: string; iteration_needed: boolean }, { context }: ToolContext) {
  const before = context.get("feedback_collection");
  context.set("feedback_collection", [...(Array.isArray(before) ? before : []), args.feedback]);
  context.set("iteration_needed", args.iteration_needed);
  context.set("current_stage", "revision");
  return { stage: "revision" };
}

/** Back to the review while it asked for more and there were not enough of them; else to the end. */
export function submitRevision(args: { text: string }, { context }: ToolContext) {
  const iteration = Number(context.get("current_iteration"));
  const again = context.get("iteration_needed") === true && iteration < Number(context.get("max_iterations"));
  context.set("document_draft", args.text);
  context.set("current_stage", again ? "review" : "final");
  if (again) context.set("current_iteration", iteration + 1);
  return { stage: again ? "review" : "final" };
}
