import type { FieldType } from "../definition/field-type.ts";

/** What a field, a literal and a variable can be in an expression. Decimals are their wire strings, times ISO 8601. */
export type Scalar = string | number | boolean | null;

/** Facts about who asks, known before any row is read. */
export type Variable = "user.id" | "user.email" | "org.id" | "org.role" | "now";

export interface FieldOperand {
  readonly kind: "field";
  readonly name: string;
  readonly type: FieldType;
}

export interface LiteralOperand {
  readonly kind: "literal";
  readonly value: Scalar;
}

export interface VariableOperand {
  readonly kind: "variable";
  readonly name: Variable;
}

export type Comparison = "eq" | "ne" | "lt" | "lte" | "gt" | "gte";
export type TextTest = "startsWith" | "contains";

/**
 * A condition on one record. Logic is two-valued: null equals only null, an ordered comparison or a text test with null is
 * false, and `not` is the exact complement.
 */
export type Condition<Leaf, Extra> =
  | Extra
  | { readonly op: "constant"; readonly value: boolean }
  | {
      readonly op: "compare";
      readonly how: Comparison;
      readonly left: Leaf;
      readonly right: Leaf;
      /** What both sides are: decides how they are ordered. */
      readonly type: FieldType;
    }
  /** Whether a value is one of several. */
  | { readonly op: "in"; readonly value: Leaf; readonly options: readonly Leaf[]; readonly type: FieldType }
  /** Whether a list field holds a value. */
  | { readonly op: "has"; readonly list: FieldOperand; readonly value: Leaf }
  | { readonly op: "text"; readonly how: TextTest; readonly text: Leaf; readonly part: Leaf }
  | { readonly op: "and" | "or"; readonly of: readonly Condition<Leaf, Extra>[] }
  | { readonly op: "not"; readonly of: Condition<Leaf, Extra> }
  /** Whether the record referred to, in the same tenant and not deleted, fulfils a condition. */
  | {
      readonly op: "via";
      readonly target: Leaf;
      readonly collection: string;
      readonly rule: Condition<Leaf, Extra>;
    };

interface RoleTest {
  readonly op: "role";
  /** The user's role in the active organisation is this one or a higher one. */
  readonly atLeast: string;
}

export type Operand = FieldOperand | LiteralOperand | VariableOperand;

/** A rule or a filter as it is written: who asks is still open. */
export type Expr = Condition<Operand, RoleTest>;

export type BoundOperand = FieldOperand | LiteralOperand;

/** An expression for one principal at one moment: what is left depends on the row alone. Engines know only these. */
export type Bound = Condition<BoundOperand, never>;

export const always = { op: "constant", value: true } as const;
export const never = { op: "constant", value: false } as const;

/** All of the conditions, with constants folded away. */
export function allOf<L, E>(conditions: readonly Condition<L, E>[]): Condition<L, E> {
  return combine("and", conditions, false);
}

/** Any of the conditions, with constants folded away. */
export function anyOf<L, E>(conditions: readonly Condition<L, E>[]): Condition<L, E> {
  return combine("or", conditions, true);
}

/** The exact complement. */
export function complement<L, E>(condition: Condition<L, E>): Condition<L, E> {
  if (isConstant(condition)) return condition.value ? never : always;
  return { op: "not", of: condition };
}

export function isConstant(condition: unknown): condition is { op: "constant"; value: boolean } {
  return (condition as { op?: string }).op === "constant";
}

function combine<L, E>(op: "and" | "or", conditions: readonly Condition<L, E>[], decisive: boolean): Condition<L, E> {
  const open: Condition<L, E>[] = [];
  for (const condition of conditions) {
    if (!isConstant(condition)) open.push(condition);
    else if (condition.value === decisive) return decisive ? always : never;
  }
  if (open.length === 0) return decisive ? never : always;
  return open.length === 1 ? (open[0] as Condition<L, E>) : { op, of: open };
}
