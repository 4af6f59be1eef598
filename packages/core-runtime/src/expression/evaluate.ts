import type { Row } from "../data/row.ts";
import type { Bound, BoundOperand, Scalar } from "./expr.ts";
import { orderValues } from "./order-values.ts";

/** Finds a record of the same tenant that is not deleted. */
export type Lookup = (collection: string, id: string) => Row | undefined;

/**
 * What a condition says of a record: the meaning that every engine's compiler must have. Text tests are exact (no case folding,
 * no wildcards).
 */
export function evaluate(condition: Bound, row: Row, lookup: Lookup): boolean {
  switch (condition.op) {
    case "constant":
      return condition.value;
    case "and":
      return condition.of.every((part) => evaluate(part, row, lookup));
    case "or":
      return condition.of.some((part) => evaluate(part, row, lookup));
    case "not":
      return !evaluate(condition.of, row, lookup);
    case "compare": {
      const [left, right] = [valueOf(condition.left, row), valueOf(condition.right, row)];
      if (condition.how === "eq" || condition.how === "ne") {
        const same = left === null || right === null ? left === right : orderValues(left, right, condition.type) === 0;
        return same === (condition.how === "eq");
      }
      if (left === null || right === null) return false;
      const order = orderValues(left, right, condition.type);
      if (condition.how === "lt") return order < 0;
      if (condition.how === "lte") return order <= 0;
      return condition.how === "gt" ? order > 0 : order >= 0;
    }
    case "in": {
      const value = valueOf(condition.value, row);
      return condition.options.some((option) => {
        const other = valueOf(option, row);
        return value === null || other === null ? value === other : orderValues(value, other, condition.type) === 0;
      });
    }
    case "has": {
      const list = row[condition.list.name];
      const value = valueOf(condition.value, row);
      return value !== null && Array.isArray(list) && list.includes(value);
    }
    case "text": {
      const [text, part] = [valueOf(condition.text, row), valueOf(condition.part, row)];
      if (typeof text !== "string" || typeof part !== "string") return false;
      return condition.how === "startsWith" ? text.startsWith(part) : text.includes(part);
    }
    case "via": {
      const id = valueOf(condition.target, row);
      const target = typeof id === "string" ? lookup(condition.collection, id) : undefined;
      return target !== undefined && evaluate(condition.rule, target, lookup);
    }
  }
}

function valueOf(operand: BoundOperand, row: Row): Scalar {
  return operand.kind === "literal" ? operand.value : ((row[operand.name] ?? null) as Scalar);
}
