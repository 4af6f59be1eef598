import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

type Reply = ReturnType<RehearsalFunction>;

function complete(ok: boolean, detail: string): Reply {
  return { toolCalls: [{ name: "complete_stage", arguments: { ok, detail } }] };
}

function quantityOf(context: Record<string, unknown>): number {
  return Object.assign({ quantity: 1 }, context["order_details"]).quantity;
}

export const Entry: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "Thank you, I check your order." };
  const [, quantity, item] = /(\d+)\s+(?:\w+ of )?([\w ]+)/.exec(last?.content ?? "") ?? [];
  if (quantity === undefined || item === undefined) return { content: "What would you like, and how many?" };
  return { toolCalls: [{ name: "start_order", arguments: { item: item.trim(), quantity: Number(quantity) } }] };
};

export const Validation: RehearsalFunction = ({ messages, context }) => {
  const quantity = quantityOf(context);
  if (messages.at(-1)?.role === "tool")
    return {
      content: quantity > 100 ? "We take at most 100 at a time. How many shall it be?" : "The order makes sense.",
    };
  return complete(quantity <= 100, `${quantity} ordered`);
};

export const Inventory: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role !== "tool") return { toolCalls: [{ name: "check_stock", arguments: {} }] };
  if (last.name === "complete_stage")
    return {
      content: last.content.includes("true") ? "There is enough." : "We do not have that many. How about fewer?",
    };
  const { in_stock: inStock } = JSON.parse(last.content) as { in_stock: number };
  return complete(quantityOf(context) <= inStock, `${inStock} in stock`);
};

export const Fulfillment: RehearsalFunction = ({ messages }) =>
  messages.at(-1)?.role === "tool" ? { content: "It is packed." } : complete(true, "arrives on Friday");

export const Notification: RehearsalFunction = () => ({ content: "Your order is on its way and arrives on Friday." });
