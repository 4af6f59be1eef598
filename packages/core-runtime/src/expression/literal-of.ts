import type { FieldType } from "../definition/field-type.ts";
import type { LiteralOperand } from "./expr.ts";

/** What is wrong with an expression, said where it is known what the expression is for. */
export type Complain = (code: "type" | "unknown-field" | "too-big" | "invalid", message: string) => never;

/** With a zone: without one it would mean another moment on each server. */
const moment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Up to 15 digits a number is what was written. */
const digitsIn = (text: string): number => text.replaceAll(/^-?0*\.?0*|[^\d]/g, "").length;

/** A value as one that fields of a type are compared with. */
export function literalOf(value: unknown, type: FieldType, what: string, complain: Complain): LiteralOperand {
  if (value === null) return { kind: "literal", value };
  switch (type.kind) {
    case "text":
    case "reference":
      if (typeof value !== "string") break;
      if (value.includes("\0") || !value.isWellFormed())
        return complain("invalid", `${what} has no text with U+0000 or half a character`);
      return { kind: "literal", value };
    case "integer":
    case "number":
      if (typeof value === "number" && Number.isFinite(value)) return { kind: "literal", value };
      break;
    case "boolean":
      if (typeof value === "boolean") return { kind: "literal", value };
      break;
    case "datetime": {
      const time = typeof value === "string" && moment.test(value) ? new Date(value) : undefined;
      if (time && !Number.isNaN(time.getTime())) return { kind: "literal", value: time.toISOString() };
      break;
    }
    case "date":
      if (typeof value === "string" && day.test(value) && !Number.isNaN(Date.parse(value)))
        return { kind: "literal", value };
      break;
    case "decimal": {
      const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
      if (typeof value === "number" && digitsIn(String(value)) > 15)
        return complain("type", `${what} needs so many digits as a text: "${value}" in quotes`);
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
  return complain(
    "type",
    `${what} takes ${expected(type)}, not ${typeof value === "bigint" ? value : JSON.stringify(value)}`,
  );
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
