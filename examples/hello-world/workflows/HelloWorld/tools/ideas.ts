import type { ToolContext } from "@mozaiks/ai-runtime/tool";

/** Keeps the idea and lets the Planner take over. */
export function rememberIdea(args: { idea: string }, { context }: ToolContext) {
  context.set("idea", args.idea);
  context.set("stage", "planning");
  return { remembered: args.idea };
}
