import type { Json } from "@mozaiks/contracts";
import type { FieldType } from "../definition/field-type.ts";
import { isSameType } from "./data-shape.ts";

/**
 * What becomes of stored values when a field gets another type. `same`: they stay as they are. `safe`: each has a new form and
 * nothing is lost. `lossy`: some may have no new form and become null. Undefined: there is no such conversion.
 */
export type Conversion = "same" | "safe" | "lossy" | undefined;

export function conversionOf(from: FieldType, to: FieldType): Conversion {
  if (isSameType(from, to)) return "same";
  if (to.kind === "json") return "safe";
  if (from.kind === "list" || to.kind === "list") return ofLists(from, to);
  if (from.kind === "json") return "lossy";
  if (from.kind === "reference" || to.kind === "reference") return ofReferences(from, to);
  if (from.kind === "text") return to.kind === "text" ? ofTexts(from, to) : "lossy";
  if (to.kind === "text") return to.values ? "lossy" : "safe";
  if (from.kind === "decimal" && to.kind === "decimal") return ofDecimals(from, to);
  return others[`${from.kind} ${to.kind}`];
}

/** What is possible besides the above: every other pair is refused. */
const others: Readonly<Record<string, Conversion>> = {
  "integer number": "safe",
  "number integer": "lossy",
  "integer decimal": "lossy",
  "decimal integer": "lossy",
  "decimal number": "lossy",
  "number decimal": "lossy",
  "boolean integer": "safe",
  "integer boolean": "lossy",
  "date datetime": "safe",
  "datetime date": "lossy",
};

/**
 * A value in wire form as a field of another type keeps it; undefined when that type has no such value. Never rounds and never
 * cuts off: what comes out says the same, or nothing does.
 */
export function convertValue(value: Json, from: FieldType, to: FieldType): Json | undefined {
  if (value === null) return null;
  if (isSameType(from, to) || to.kind === "json") return value;
  if (to.kind === "list") {
    const items = Array.isArray(value) ? value : [value];
    const itemType: FieldType = from.kind === "list" ? from.item : from;
    const converted = items.map((item) => convertValue(item, itemType, to.item));
    return converted.every((item) => item !== undefined && item !== null) ? converted : undefined;
  }
  if (Array.isArray(value)) return value.length === 1 ? convertValue(value[0] ?? null, itemOf(from), to) : undefined;
  if (typeof value === "object") return undefined;
  if (to.kind === "reference") return from.kind === "reference" && typeof value === "string" ? value : undefined;
  return ofText(typeof value === "string" ? value : String(value), from, to);
}

const itemOf = (type: FieldType): FieldType => (type.kind === "list" ? type.item : type);

function ofText(text: string, from: FieldType, to: FieldType): Json | undefined {
  switch (to.kind) {
    case "text":
      return !to.values || to.values.includes(text) ? text : undefined;
    case "integer": {
      if (from.kind === "boolean") return text === "true" ? 1 : 0;
      const [, whole = ""] = /^(-?\d{1,16})(?:\.0+)?$/.exec(text) ?? [];
      return whole !== "" && Number.isSafeInteger(Number(whole)) ? Number(whole) || 0 : undefined;
    }
    case "number": {
      const value = Number(text);
      return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(value) ? value : undefined;
    }
    case "boolean":
      return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : undefined;
    case "decimal":
      return toDecimal(text, to);
    case "date":
      return from.kind === "datetime" ? dayOf(text) : dayOf(`${text}T00:00:00.000Z`);
    case "datetime":
      return toMoment(from.kind === "date" ? `${text}T00:00:00.000Z` : text);
    default:
      return undefined;
  }
}

function toDecimal(text: string, { precision, scale }: { precision: number; scale: number }): string | undefined {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === "" || fraction.length > scale || (whole === "0" ? 0 : whole.length) > precision - scale)
    return undefined;
  const isZero = /^0*$/.test(whole + fraction);
  return `${isZero ? "" : sign}${whole}${scale > 0 ? `.${fraction.padEnd(scale, "0")}` : ""}`;
}

/** The day of a moment that is midnight in UTC: any other would lose its time. */
function dayOf(text: string): string | undefined {
  const moment = toMoment(text);
  return moment?.endsWith("T00:00:00.000Z") ? moment.slice(0, 10) : undefined;
}

function toMoment(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(text)) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return undefined;
  // The 30th of February is parsed as a day of March.
  return moment.toISOString().slice(0, 19) === text.slice(0, 19) ? moment.toISOString() : undefined;
}

function ofLists(from: FieldType, to: FieldType): Conversion {
  if (to.kind !== "list") return conversionOf(itemOf(from), to) === undefined ? undefined : "lossy";
  if (from.kind === "json") return "lossy";
  const items = conversionOf(itemOf(from), to.item);
  return items === "same" && from.kind !== "list" ? "safe" : items;
}

/** What happens when a target is deleted is the kernel's; which collection is meant is not for values to say. */
function ofReferences(from: FieldType, to: FieldType): Conversion {
  if (from.kind !== "reference") return undefined;
  if (to.kind === "text") return to.values ? undefined : "safe";
  return to.kind === "reference" && from.collection === to.collection ? "same" : undefined;
}

function ofTexts(from: { values?: readonly string[] }, to: { values?: readonly string[] }): Conversion {
  const { values } = to;
  return !values || from.values?.every((value) => values.includes(value)) ? "same" : "lossy";
}

function ofDecimals(
  from: { precision: number; scale: number },
  to: { precision: number; scale: number },
): "same" | "safe" | "lossy" {
  if (to.scale < from.scale || to.precision - to.scale < from.precision - from.scale) return "lossy";
  return to.scale === from.scale ? "same" : "safe";
}
