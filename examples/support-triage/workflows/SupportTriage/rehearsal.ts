import type { RehearsalFunction, RehearsalReply } from "@mozaiks/ai-runtime/tool";

const critical = /\b(down|outage|data loss|lost all|breach|hacked|security|critical)\b/i;
const billing = /\b(charge[ds]?|invoice|refund|bill(ed|ing)?|paid|pay(ment)?|subscription|money)\b/i;
const technical =
  /\b(button|error|crash\w*|bug|broken|slow|export|login|log in|page|does nothing|work(s|ing)?|fail\w*)\b/i;
const yes = /\b(yes|yeah|please|sure|ok(ay)?|do it|go ahead|works|worked|helped|fixed|solved)\b/i;
const no = /\b(no|not|nope|still|doesn't|didn't|don't)\b/i;

/** Sorts by words, opens the ticket, then answers with the triage. */
export const Router: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  const request = messages.findLast(({ role }) => role === "user")?.content ?? "";
  const urgency = critical.test(request) ? "critical" : "normal";
  const category = billing.test(request)
    ? "billing"
    : technical.test(request) || urgency === "critical"
      ? "technical"
      : "unclear";

  if (category !== "unclear" && last?.role !== "tool")
    return { toolCalls: [{ name: "open_ticket", arguments: { category, urgency } }] };
  return {
    structured: {
      category,
      urgency,
      summary: request.slice(0, 200),
      message: greeting(category, urgency, text(context["ticket_id"])),
    },
  };
};

function greeting(category: string, urgency: string, ticket: string): string {
  if (category === "unclear")
    return "I am sorry, I did not get that yet. What happened: is it about a payment, or is something broken?";
  if (urgency === "critical")
    return `That sounds serious. I opened ticket **${ticket}** and bring a person in right away.`;
  const who = category === "billing" ? "Bea from billing" : "Theo from technical support";
  return `Thank you, I opened ticket **${ticket}**. ${who} takes over.`;
}

/** Looks the charges up, offers the refund of the duplicate, refunds when the customer agrees. */
export const Billing: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return afterBillingTool(last.name);
  if (last?.content.startsWith("Router: ")) return call("list_charges");
  if (no.test(last?.content ?? "")) return call("close_ticket");
  if (yes.test(last?.content ?? "")) return call("refund", { charge_id: "ch_2" });
  return { content: `On ticket ${text(context["ticket_id"])}: shall I refund the duplicate charge of €29.00?` };
};

function afterBillingTool(tool: string | undefined): RehearsalReply {
  if (tool === "list_charges")
    return {
      content:
        "I looked at your charges: €29.00 was taken **twice** on the 3rd. The second one is ours to give back. Shall I refund it?",
    };
  if (tool === "refund")
    return {
      content: "Done: €29.00 is on its way back to you and arrives within three days. I am sorry for the trouble!",
    };
  return { content: "As you like. I closed the ticket; write again whenever you need us." };
}

/** Suggests one thing at a time; after two the rules bring a person in. */
export const Technical: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool" && last.name === "close_ticket")
    return { content: "Wonderful, I closed the ticket. Have a good day!" };
  if (last?.role === "tool") {
    const { attempt, suggestion } = JSON.parse(last.content) as { attempt: number; suggestion: string | null };
    if (suggestion === null) return { content: "I am out of ideas that are worth your time, so I bring in a person." };
    const opening = attempt === 1 ? "Sorry about that!" : "Thank you for trying.";
    return { content: `${opening} Please ${suggestion}. Does it work now?` };
  }
  const text = last?.content ?? "";
  const solved = last?.role === "user" && !text.startsWith("Router: ") && yes.test(text) && !no.test(text);
  return call(solved ? "close_ticket" : "suggest_fix");
};

/** Alerts the person on call and says when they answer. */
export const Escalation: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role !== "tool") {
    const summary = `Category ${text(context["category"])}, urgency ${text(context["urgency"])}.`;
    return call("page_on_call", { summary });
  }
  const { ticket_id, answer_within_minutes } = JSON.parse(last.content) as Record<string, unknown>;
  return {
    content: `I alerted the person on call for ticket **${text(ticket_id)}**. You will hear from them within **${text(answer_within_minutes)} minutes**.`,
  };
};

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function call(name: string, args: Record<string, string> = {}): RehearsalReply {
  return { toolCalls: [{ name, arguments: args }] };
}
