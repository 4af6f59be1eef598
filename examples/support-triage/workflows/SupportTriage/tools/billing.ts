import type { ToolContext } from "@mozaiks/ai-runtime/tool";

interface Charge {
  readonly charge_id: string;
  readonly day: number;
  readonly cents: number;
  readonly duplicate_of?: string;
}

/** The example's whole ledger: one month of one customer, with one charge made twice. */
const ledger: readonly Charge[] = [
  { charge_id: "ch_1", day: 3, cents: 2900 },
  { charge_id: "ch_2", day: 3, cents: 2900, duplicate_of: "ch_1" },
  { charge_id: "ch_3", day: 17, cents: 500 },
];

export function listCharges() {
  return { currency: "EUR", charges: ledger };
}

/** Refunds a charge that is marked as a duplicate; any other is refused, and the agent is told why. */
export function refund(args: { charge_id: string }, { context, idempotencyKey }: ToolContext) {
  const charge = ledger.find(({ charge_id }) => charge_id === args.charge_id);
  if (charge === undefined) throw new Error(`There is no charge ${args.charge_id}`);
  if (charge.duplicate_of === undefined) throw new Error(`${args.charge_id} is not a duplicate: a person must decide`);
  context.set("refunded_cents", charge.cents);
  context.set("resolved", true);
  return { refund_id: `re_${idempotencyKey.slice(0, 8)}`, cents: charge.cents };
}
