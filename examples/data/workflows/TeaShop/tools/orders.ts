import type { ToolFunction } from "@mozaiks/ai-runtime/tool";

interface Product {
  readonly name: string;
  readonly price: number;
}

/** Sets what is to be written; when and where it is, context_variables.yaml says. */
export const order_tea: ToolFunction<{ tea: string; amount: number }> = ({ tea, amount }, { context, session }) => {
  const products = context.get("products") as readonly Product[] | undefined;
  const product = products?.find(({ name }) => name.toLowerCase() === tea.toLowerCase());
  if (!product) throw new Error(`${tea} is not in stock`);
  const profile = context.get("profile") as { readonly orders?: number } | null | undefined;
  const total = product.price * amount;
  context.set("profile", { favourite: product.name, orders: (profile?.orders ?? 0) + 1 });
  context.set("order", { customer: session.user_id, tea: product.name, amount, total });
  context.set("ordered", true);
  return { tea: product.name, amount, total };
};
