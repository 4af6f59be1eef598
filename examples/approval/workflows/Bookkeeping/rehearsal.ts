import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const order = /pay\s+(\d+(?:\.\d+)?)\s+to\s+(.+)/i;

/** Pays what is asked for, once, and reports what became of it. */
export const Bookkeeper: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    if (last.content.startsWith("Denied")) return { content: `I have not paid. ${last.content}` };
    return { content: `Done. Paid so far: **${JSON.stringify(context["paid"])}**.` };
  }
  const [, amount, to] = order.exec(last?.content ?? "") ?? [];
  if (amount === undefined || to === undefined)
    return { content: "Say whom to pay how much, for example *Pay 40 to Paper & Co*." };
  return { toolCalls: [{ name: "pay_invoice", arguments: { to: to.trim(), amount: Number(amount) } }] };
};
