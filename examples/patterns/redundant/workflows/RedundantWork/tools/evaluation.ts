import type { ToolContext } from "@mozaiks/ai-runtime/tool";

export function initiateTask(args: { task: string }, { context }: ToolContext) {
  context.set("current_task", args.task);
  context.set("evaluation_scores", {});
  context.set("selected_approach", null);
  context.set("final_result", null);
  return { accepted: true };
}

export function selectResult(
  args: { scores: Record<string, number>; selected: string; result: string },
  { context }: ToolContext,
) {
  context.set("evaluation_scores", args.scores);
  context.set("selected_approach", args.selected);
  context.set("final_result", args.result);
  return { selected: args.selected };
}
