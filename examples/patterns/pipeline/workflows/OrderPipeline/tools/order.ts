import type { ToolContext } from "@mozaiks/ai-runtime/tool";

const stages = ["validation", "inventory", "fulfillment"];
const stock = 40;

/** A new order takes every stage again, also after an error. */
export function startOrder(args: { item: string; quantity: number }, { context }: ToolContext) {
  context.set("order_details", args);
  context.set("pipeline_started", true);
  for (const stage of stages) context.set(`${stage}_completed`, false);
  context.set("stage_results", {});
  context.set("has_error", false);
  context.set("error_stage", null);
  return { accepted: args };
}

/** Here a fixed number: ask your own shop. */
export function checkStock() {
  return { in_stock: stock };
}

export function completeStage(args: { ok: boolean; detail: string }, { context, session }: ToolContext) {
  const stage = session.agent.toLowerCase();
  context.set("stage_results", Object.assign({}, context.get("stage_results"), { [stage]: args.detail }));
  if (args.ok) context.set(`${stage}_completed`, true);
  else {
    context.set("has_error", true);
    context.set("error_stage", stage);
  }
  return { stage, ok: args.ok };
}
