import { allOf, anyOf, complement, type Comparison, type Expr, type FieldOperand } from "../expression/expr.ts";
import { type Complain, literalOf } from "../expression/literal-of.ts";
import type { Names } from "../expression/parse-condition.ts";
import { suggestion } from "../nearest-name.ts";
import { isOrdered } from "../definition/field-type.ts";

/** A filter object: `{done: false, or: [{priority: {gte: 3}}, {assignee: null}]}`. All members must hold. */
export function filterCondition(filter: unknown, names: Names, complain: Complain): Expr {
  return allOf(
    Object.entries(membersOf(filter, complain)).flatMap(([name, value]): readonly Expr[] => {
      if (value === undefined) return [];
      if (name === "and" || name === "or") {
        if (!Array.isArray(value)) return complain("type", `${name} takes a list of filters`);
        const parts = value.map((part) => filterCondition(part, names, complain));
        return [name === "and" ? allOf(parts) : anyOf(parts)];
      }
      if (name === "not") return [complement(filterCondition(value, names, complain))];
      const field = names.field(name);
      if (!field) {
        const known = suggestion(name, names.known, "fields");
        return complain("unknown-field", `There is no field ${JSON.stringify(name)}${known}`);
      }
      return testsOf(field, value, complain);
    }),
  );
}

function testsOf(field: FieldOperand, value: unknown, complain: Complain): readonly Expr[] {
  if (typeof value !== "object" || value === null) return [compare(field, "eq", value, complain)];
  return Object.entries(membersOf(value, complain)).map(([test, operand]): Expr => {
    switch (test) {
      case "eq":
      case "ne":
      case "lt":
      case "lte":
      case "gt":
      case "gte":
        return compare(field, test, operand, complain);
      case "in": {
        if (!Array.isArray(operand)) return complain("type", "`in` takes a list");
        const options = operand.map((option) => literalOf(option, field.type, field.name, complain));
        return { op: "in", value: field, options, type: field.type };
      }
      case "has": {
        if (field.type.kind !== "list") return complain("type", `${field.name} is no list`);
        return { op: "has", list: field, value: literalOf(operand, field.type.item, field.name, complain) };
      }
      case "startsWith":
      case "contains": {
        if (field.type.kind !== "text" && field.type.kind !== "reference")
          return complain("type", `${field.name} is no text`);
        return { op: "text", how: test, text: field, part: literalOf(operand, { kind: "text" }, field.name, complain) };
      }
      default:
        return complain(
          "invalid",
          `There is no test ${JSON.stringify(test)}; tests are eq, ne, lt, lte, gt, gte, in, has, startsWith, contains`,
        );
    }
  });
}

function compare(left: FieldOperand, how: Comparison, value: unknown, complain: Complain): Expr {
  const right = literalOf(value, left.type, left.name, complain);
  if (how !== "eq" && how !== "ne" && !isOrdered(left.type)) complain("type", `${left.name} has no order`);
  return { op: "compare", how, left, right, type: left.type };
}

function membersOf(value: unknown, complain: Complain): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  return complain("type", `A filter is an object of fields, not ${JSON.stringify(value)}`);
}
