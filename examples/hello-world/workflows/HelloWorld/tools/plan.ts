import type { ToolContext } from "@mozaiks/ai-runtime/tool";

type Milestone = { weekend: number; goals: string[] };

/** Makes the plan from the idea that the session knows, and keeps it as `plan`. */
export function writePlan(args: { audience: string; weekends: number; wish?: string }, tool: ToolContext) {
  tool.progress(50, "Spreading the work");
  const idea = tool.context.get("idea");
  const plan = {
    idea: typeof idea === "string" ? idea : "your idea",
    audience: args.audience,
    milestones: milestones(goals(args.audience, args.wish), args.weekends),
  };
  tool.context.set("plan", plan);
  tool.context.set("stage", "planned");
  return plan;
}

function goals(audience: string, wish: string | undefined): readonly string[] {
  return [
    "Sketch the one screen that matters most, on paper",
    "Make that screen work with made-up data",
    wish ? `Build the one thing it must do: ${wish}` : "Build the one thing it cannot do without",
    "Keep what people enter, so that it is there tomorrow",
    `Let people try it (for ${audience}), and only watch`,
    "Fix the three things they stumbled over, then share the link",
  ];
}

/** Spreads the goals evenly and in order; never more weekends than goals. */
function milestones(all: readonly string[], weekends: number): Milestone[] {
  const count = Math.min(weekends, all.length);
  return Array.from({ length: count }, (_, index) => ({
    weekend: index + 1,
    goals: all.slice(Math.round((index * all.length) / count), Math.round(((index + 1) * all.length) / count)),
  }));
}
