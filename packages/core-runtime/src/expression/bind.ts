import { evaluate } from "./evaluate.ts";
import {
  allOf,
  always,
  anyOf,
  type Bound,
  type BoundOperand,
  complement,
  type Expr,
  never,
  type Operand,
  type Scalar,
  type Variable,
} from "./expr.ts";
import type { Row } from "../data/row.ts";

/** What is known of who asks, and when. */
export interface Principal {
  readonly user: { readonly id: string; readonly email: string } | null;
  readonly organization: { readonly id: string; readonly role: string } | null;
  /** ISO 8601 with milliseconds. */
  readonly now: string;
}

/** Whether a role is another one or above it. */
export type RoleOrder = (role: string, atLeast: string) => boolean;

/** An expression for one principal: variables are replaced, and what does not depend on the row is decided. */
export function bind(expr: Expr, principal: Principal, isAtLeast: RoleOrder): Bound {
  const operand = (given: Operand): BoundOperand =>
    given.kind === "variable" ? { kind: "literal", value: variableOf(given.name, principal) } : given;
  const inner = (given: Expr): Bound => bind(given, principal, isAtLeast);
  switch (expr.op) {
    case "constant":
      return expr;
    case "role":
      return principal.organization !== null && isAtLeast(principal.organization.role, expr.atLeast) ? always : never;
    case "and":
      return allOf(expr.of.map(inner));
    case "or":
      return anyOf(expr.of.map(inner));
    case "not":
      return complement(inner(expr.of));
    case "compare":
      return decide(
        { ...expr, left: operand(expr.left), right: operand(expr.right) },
        [expr.left, expr.right],
        principal,
      );
    case "in":
      return decide(
        { ...expr, value: operand(expr.value), options: expr.options.map(operand) },
        [expr.value, ...expr.options],
        principal,
      );
    case "has":
      return decide({ ...expr, value: operand(expr.value) }, [expr.list, expr.value], principal);
    case "text":
      return decide({ ...expr, text: operand(expr.text), part: operand(expr.part) }, [expr.text, expr.part], principal);
    case "via": {
      const rule = inner(expr.rule);
      return rule.op === "constant" && !rule.value ? never : { ...expr, target: operand(expr.target), rule };
    }
  }
}

/** A bound condition with the fields of its row replaced by the values of a record that is to be: only `via` is left open. */
export function withValues(condition: Bound, row: Row): Bound {
  const operand = (given: BoundOperand): BoundOperand =>
    given.kind === "field" ? { kind: "literal", value: (row[given.name] ?? null) as Scalar } : given;
  switch (condition.op) {
    case "constant":
      return condition;
    case "and":
      return allOf(condition.of.map((part) => withValues(part, row)));
    case "or":
      return anyOf(condition.of.map((part) => withValues(part, row)));
    case "not":
      return complement(withValues(condition.of, row));
    case "via":
      return { ...condition, target: operand(condition.target) };
    default:
      return evaluate(condition, row, () => undefined) ? always : never;
  }
}

/** Decides a condition between values alone. What is asked of somebody who is not signed in is false. */
function decide(condition: Bound, operands: readonly Operand[], principal: Principal): Bound {
  if (operands.some((operand) => operand.kind === "variable" && variableOf(operand.name, principal) === null))
    return never;
  if (operands.some(({ kind }) => kind === "field")) return condition;
  return evaluate(condition, nowhere, () => undefined) ? always : never;
}

const nowhere: Row = { tenant: "", id: "", owner: null, version: 0, created_at: "", updated_at: "", deleted_at: null };

function variableOf(name: Variable, { user, organization, now }: Principal): Scalar {
  switch (name) {
    case "user.id":
      return user?.id ?? null;
    case "user.email":
      return user?.email ?? null;
    case "org.id":
      return organization?.id ?? null;
    case "org.role":
      return organization?.role ?? null;
    case "now":
      return now;
  }
}
