import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const order = /remind (?<customer>.+?) of invoice (?<number>[\w-]+): (?<amount>.+?), due on (?<due>[\d-]+)/i;

/** Asks for tone and sender, and fills them into one letter. */
export const Clerk: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  const said = messages.findLast(({ role, content }) => role === "user" && order.test(content))?.content;
  const invoice = order.exec(said ?? "")?.groups;
  if (last?.role === "tool" && last.name === "write_letter")
    return { content: "The letter is ready. Shall I change it?" };
  if (!invoice)
    return {
      content: "Tell me the customer and the invoice, like *Remind Globex of invoice 118: € 40, due on 2026-09-30*.",
    };
  if (last?.role === "tool")
    return { toolCalls: [{ name: "write_letter", arguments: letter(invoice, JSON.parse(last.content)) }] };
  if (last?.content !== said) return { content: "This is the rehearsal: with a model, I would change the letter now." };
  return { toolCalls: [{ name: "ask_manner", arguments: question(invoice["customer"]) }] };
};

const question = (customer = "the customer") => ({
  title: `The reminder to ${customer}`,
  fields: [
    { name: "tone", label: "Tone", type: "select", options: ["friendly", "firm"], default: "friendly", required: true },
    { name: "pay_by", label: "To be paid by", type: "date" },
    { name: "sender", label: "Who signs", type: "text", required: true },
  ],
});

function letter(
  { customer = "", number = "", amount = "", due = "" }: Record<string, string>,
  { tone, pay_by, sender }: { tone?: string; pay_by?: string; sender?: string },
) {
  const begin =
    tone === "firm" ? "We have not received your payment of" : "It may have slipped your mind: we still miss";
  const end = pay_by ? `Please pay it by ${pay_by}.` : "Please pay it in the next ten days.";
  return {
    customer,
    subject: `Invoice ${number}`,
    text: `Dear ${customer},\n\n${begin} ${amount} for invoice ${number}, due on ${due}. ${end}\n\n${sender ?? "Acme"}`,
  };
}
