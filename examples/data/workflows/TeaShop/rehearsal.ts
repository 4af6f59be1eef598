import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const asked = /(\d+)\s*x?\s+([a-z]+)/i;

/** Orders what is named with its number, or the usual; says what is in stock otherwise. */
export const Seller: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    const { tea, amount, total } = parse(last.content);
    if (tea === undefined) return { content: `I am sorry: ${last.content}` };
    return { content: `**${amount} × ${tea}** it is, ${total} in all. Come again!` };
  }
  const { favourite } = (context["profile"] ?? {}) as { favourite?: string };
  const said = last?.content ?? "";
  const [, amount = "1", tea = /usual/i.test(said) ? favourite : undefined] = asked.exec(said) ?? [];
  if (tea !== undefined) return { toolCalls: [{ name: "order_tea", arguments: { tea, amount: Number(amount) } }] };
  const products = (context["products"] ?? []) as { name: string; price: number }[];
  if (products.length === 0) return { content: "There is nothing in stock today." };
  const list = products.map(({ name, price }) => `* ${name}, ${price}`).join("\n");
  return {
    content: `We have\n${list}\n\nSay *2 ${products[0]?.name}*${favourite ? `, or *the usual* ${favourite}` : ""}.`,
  };
};

function parse(text: string): { tea?: string; amount?: number; total?: number } {
  try {
    return JSON.parse(text) as { tea?: string };
  } catch {
    return {};
  }
}
