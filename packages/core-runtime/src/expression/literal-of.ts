import type { FieldType } from "../definition/field-type.ts";
import type { LiteralOperand } from "./expr.ts";

/** What is wrong with an expression, said where it is known what the expression is for. */
export type Complain = (code: "type" | "unknown-field" | "too-big" | "invalid", message: string) => never;

/** A value as one that fields of a type are compared with. */
export function literalOf(value: unknown, type: FieldType, what: string, complain: Complain): LiteralOperand {
  if (value === null) return { kind: "literal", value };
  switch (type.kind) {
    case "text":
    case "reference":
      if (typeof value === "string") return { kind: "literal", value };
      break;
    case "integer":
    case "number":
      if (typeof value === "number" && Number.isFinite(value)) return { kind: "literal", value };
      break;
    case "boolean":
      if (typeof value === "boolean") return { kind: "literal", value };
      break;
    case "datetime": {
      const time = typeof value === "string" ? new Date(value) : undefined;
      if (time && !Number.isNaN(time.getTime())) return { kind: "literal", value: time.toISOString() };
      break;
    }
    case "date":
      if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return { kind: "literal", value };
      break;
    case "decimal": {
      const text = typeof value === "number" ? String(value) : value;
      if (
        typeof text === "string" &&
        /^-?\d{1,18}(\.\d+)?$/.test(text) &&
        (text.split(".")[1] ?? "").length <= type.scale
      )
        return { kind: "literal", value: text };
      break;
    }
    case "list":
    case "json":
      return complain("type", `${what} can only be compared with null`);
  }
  return complain("type", `${what} takes ${expected(type)}, not ${JSON.stringify(value)}`);
}

function expected(type: FieldType): string {
  switch (type.kind) {
    case "text":
      return "a text";
    case "reference":
      return `the id of a record of ${type.collection}`;
    case "integer":
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "datetime":
      return 'a time such as "2026-01-31T12:00:00Z"';
    case "date":
      return 'a date such as "2026-01-31"';
    case "decimal":
      return `a number with at most ${type.scale} digits after the point`;
    case "list":
    case "json":
      return "null";
  }
}
