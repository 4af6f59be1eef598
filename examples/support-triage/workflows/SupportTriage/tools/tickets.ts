import type { ToolContext } from "@mozaiks/ai-runtime/tool";

/** Opens a ticket. Its number is derived from the call, so a repeated call opens the same one. */
export function openTicket(args: { category: string; urgency: string }, tool: ToolContext) {
  const ticket_id = `T-${tool.idempotencyKey
    .replaceAll(/[^0-9a-z]/gi, "")
    .slice(0, 6)
    .toUpperCase()}`;
  tool.context.set("ticket_id", ticket_id);
  tool.context.set("category", args.category);
  tool.context.set("urgency", args.urgency);
  tool.context.set("attempts", 0);
  tool.context.set("resolved", false);
  return { ticket_id };
}

export function closeTicket(_args: object, { context }: ToolContext) {
  context.set("resolved", true);
  return { ticket_id: context.get("ticket_id") ?? null, status: "resolved" };
}

/** Alerts the person on call: here a line in the runtime's log that an alert rule can watch. */
export function pageOnCall(args: { summary: string }, { context, log }: ToolContext) {
  const critical = context.get("urgency") === "critical";
  const page = { ticket_id: context.get("ticket_id") ?? null, answer_within_minutes: critical ? 15 : 120 };
  log.warn({ ...page, summary_characters: args.summary.length }, "person on call alerted");
  return page;
}
