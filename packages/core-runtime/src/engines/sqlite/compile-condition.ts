import type { Bound, BoundOperand, Comparison } from "../../expression/expr.ts";
import type { FieldType } from "../../definition/field-type.ts";
import { quoted, type SqlValue, toSql } from "./codec.ts";

/** A statement that is being written: its values in the order of their places in the text. */
export interface Draft {
  readonly tenant: string;
  readonly values: SqlValue[];
}

/**
 * A condition on the row `alias`. Where it is false of null SQL may say NULL, which counts as false everywhere but below NOT:
 * only there it is made false.
 */
export function compileCondition(condition: Bound, alias: string, draft: Draft): string {
  const operand = (given: BoundOperand, type: FieldType) => operandOf(given, type, alias, draft);
  switch (condition.op) {
    case "constant":
      return condition.value ? "1" : "0";
    case "and":
    case "or":
      return `(${condition.of.map((part) => compileCondition(part, alias, draft)).join(condition.op === "and" ? " AND " : " OR ")})`;
    case "not":
      return `NOT COALESCE(${compileCondition(condition.of, alias, draft)}, 0)`;
    case "compare":
      return comparison(condition.how, condition.left, condition.right, condition.type, operand);
    case "in":
      return membership(condition.value, condition.options, condition.type, operand);
    case "has": {
      const { type, name } = condition.list;
      const item = type.kind === "list" ? type.item : type;
      return `EXISTS (SELECT 1 FROM json_each(${alias}.${quoted(name)}) AS item WHERE item.value = ${operand(condition.value, item)})`;
    }
    case "text": {
      const type = { kind: "text" } as const;
      const [text, part] = [() => operand(condition.text, type), () => operand(condition.part, type)];
      // LIKE would fold case and read % and _.
      return condition.how === "contains"
        ? `instr(${text()}, ${part()}) > 0`
        : `substr(${text()}, 1, length(${part()})) = ${part()}`;
    }
    case "via": {
      const inner = `${alias}v`;
      const rows = rowsOf(condition.collection, inner, draft);
      const target = operand(condition.target, { kind: "text" });
      const rule = compileCondition(condition.rule, inner, draft);
      return `EXISTS (SELECT 1 FROM ${rows} AND ${inner}."id" = ${target} AND ${inner}."deleted_at" IS NULL AND ${rule})`;
    }
  }
}

/** The rows of a collection that a statement may see: those of its tenant. Every statement names its rows through here. */
export function rowsOf(collection: string, alias: string, draft: Draft): string {
  return `${quoted(collection)} AS ${alias} WHERE ${ofTenant(alias, draft)}`;
}

/** The one place where a statement is bound to its tenant. */
export function ofTenant(alias: string, { tenant, values }: Draft): string {
  values.push(tenant);
  return `${alias}."tenant" = ?`;
}

type Write = (operand: BoundOperand, type: FieldType) => string;

function operandOf(operand: BoundOperand, type: FieldType, alias: string, { values }: Draft): string {
  if (operand.kind === "field") return `${alias}.${quoted(operand.name)}`;
  if (operand.value === null) return "NULL";
  values.push(toSql(operand.value, type));
  return "?";
}

const signs: Readonly<Record<Exclude<Comparison, "eq" | "ne">, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };

function comparison(how: Comparison, left: BoundOperand, right: BoundOperand, type: FieldType, operand: Write): string {
  if (how === "ne") return `${operand(left, type)} IS NOT ${operand(right, type)}`;
  if (how !== "eq") return `${operand(left, type)} ${signs[how]} ${operand(right, type)}`;
  const hasValue = [left, right].some((one) => one.kind === "literal" && one.value !== null);
  return `${operand(left, type)} ${hasValue ? "=" : "IS"} ${operand(right, type)}`;
}

function membership(value: BoundOperand, options: readonly BoundOperand[], type: FieldType, operand: Write): string {
  const literals = options.filter((option) => option.kind === "literal" && option.value !== null);
  const others = options.filter((option) => !literals.includes(option));
  const tests = others.map((option) => `${operand(value, type)} IS ${operand(option, type)}`);
  if (literals.length > 0) {
    const subject = operand(value, type);
    tests.push(
      `${subject} IN (${padded(literals)
        .map((option) => operand(option, type))
        .join(", ")})`,
    );
  }
  return tests.length === 0 ? "0" : `(${tests.join(" OR ")})`;
}

/** As many as a power of two, so that lists of all lengths share a few statements. */
function padded<T>(items: readonly T[]): readonly T[] {
  const [first] = items;
  const length = 2 ** Math.ceil(Math.log2(items.length));
  return first === undefined ? items : [...items, ...Array.from({ length: length - items.length }, () => first)];
}
