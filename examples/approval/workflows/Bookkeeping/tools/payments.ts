import type { ToolContext } from "@mozaiks/ai-runtime/tool";

/** Stands for a call of your bank, which would be given `idempotencyKey`. */
export function pay_invoice({ to, amount }: { to: string; amount: number }, { context, idempotencyKey }: ToolContext) {
  const before = context.get("paid");
  context.set("paid", (typeof before === "number" ? before : 0) + amount);
  return { paid: amount, to, reference: idempotencyKey.slice(0, 8) };
}
