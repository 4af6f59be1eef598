import type { Scalar } from "../expression/expr.ts";
import { orderValues } from "../expression/order-values.ts";

/**
 * Orders records as a list with this `sort` does: nulls first, text by code points, `id` last. Decimals are text here, because
 * a client does not know a field's type: a list that is sorted by one needs an order of its own.
 */
export function compareBy<R extends { readonly id: string }>(sort = "-id"): (left: R, right: R) => number {
  const keys = sort.split(",").map((part) => {
    const name = part.trim();
    return name.startsWith("-") ? ([name.slice(1), -1] as const) : ([name, 1] as const);
  });
  const [, direction] = keys.at(-1) ?? ["id", -1];
  const all = keys.some(([name]) => name === "id") ? keys : [...keys, ["id", direction] as const];
  const valueOf = (record: object, name: string) =>
    ((record as Readonly<Record<string, unknown>>)[name] ?? null) as Scalar;
  return (left, right) => {
    for (const [name, sign] of all) {
      const order = orderValues(valueOf(left, name), valueOf(right, name), { kind: "text" });
      if (order !== 0) return sign * order;
    }
    return 0;
  };
}
