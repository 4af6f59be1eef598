import type { Json, JsonObject } from "@mozaiks/contracts/fold";
import type { FieldCondition } from "./form-conditions.ts";
import { toText, type FormField } from "./form-field.ts";

/** A field's value while it is edited: text as typed, a tick, or the texts of a list. */
export type RawValue = string | boolean | readonly string[];
export type RawValues = Readonly<Record<string, RawValue>>;

/** What the fields hold before anybody types. */
export function toRawValues(fields: readonly FormField[]): RawValues {
  return Object.fromEntries(fields.map((field) => [field.name, toRaw(field)]));
}

/** What is wrong with a field; `limit` = the bound that it is beyond. */
export type FieldError =
  | {
      readonly code: "required" | "json" | "atLeastOne" | "number" | "whole" | "email" | "url" | "pattern";
      readonly limit?: undefined;
    }
  | {
      readonly code: "minItems" | "maxItems" | "minimum" | "maximum" | "minLength" | "maxLength";
      readonly limit: number;
    };

/** The fields that are asked with what is filled in so far, each required or not. */
export function currentFields(fields: readonly FormField[], raw: RawValues): readonly FormField[] {
  if (fields.every(({ showIf, requiredIf }) => !showIf && !requiredIf)) return fields;
  let shown = fields;
  // A field that disappears can take others with it.
  for (let pass = 0; pass <= fields.length; pass += 1) {
    const holds = (condition: FieldCondition): boolean => isHeld(condition, shown, raw);
    const next = fields.filter(({ showIf }) => !showIf || showIf.some((all) => all.every(holds)));
    const isSettled = next.length === shown.length && next.every((field, index) => field === shown[index]);
    shown = next;
    if (isSettled) break;
  }
  return shown.map((field) =>
    field.requiredIf?.some((condition) => isHeld(condition, shown, raw)) ? { ...field, isRequired: true } : field,
  );
}

function isHeld({ field: name, values, isNot }: FieldCondition, fields: readonly FormField[], raw: RawValues): boolean {
  const field = fields.find((candidate) => candidate.name === name);
  const value = field && toValue(field, rawOf(field, raw));
  const text = JSON.stringify(value);
  return values.some((wanted) => JSON.stringify(wanted) === text) !== isNot;
}

/** What is wrong, by field name; empty when the form may be sent. Fields that are not asked cannot be wrong. */
export function findErrors(fields: readonly FormField[], raw: RawValues): Readonly<Record<string, FieldError>> {
  return Object.fromEntries(
    currentFields(fields, raw).flatMap((field) => {
      const error = errorOf(field, rawOf(field, raw));
      return error === undefined ? [] : [[field.name, error]];
    }),
  );
}

/** The answer: typed values by field name. Optional fields that were left empty, and fields that are not asked, are absent. */
export function toAnswer(fields: readonly FormField[], raw: RawValues): JsonObject {
  return Object.fromEntries(
    currentFields(fields, raw).flatMap((field) => {
      const value = toValue(field, rawOf(field, raw));
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function rawOf(field: FormField, raw: RawValues): RawValue {
  return (Object.hasOwn(raw, field.name) ? raw[field.name] : undefined) ?? toRaw(field);
}

function toRaw({ input, initial }: FormField): RawValue {
  switch (input.kind) {
    case "checkbox":
      return initial === true || initial === "true";
    case "list":
      return Array.isArray(initial) ? initial.map(toText) : [];
    case "choices":
      return Array.isArray(initial) ? initial.map((value) => JSON.stringify(value)) : [];
    case "choice":
      return input.choices.some(({ value }) => value === initial) ? JSON.stringify(initial) : "";
    case "json":
      return initial === undefined ? "" : JSON.stringify(initial, undefined, 2);
    default:
      return initial === undefined || initial === null ? "" : toText(initial);
  }
}

function toValue({ input }: FormField, raw: RawValue): Json | undefined {
  if (typeof raw === "boolean") return raw;
  if (typeof raw !== "string") {
    const items = raw.map((item) => item.trim()).filter((item) => item !== "");
    return input.kind === "choices" ? items.map((item) => JSON.parse(item) as Json) : items;
  }
  if (raw.trim() === "") return undefined;
  if (input.kind === "number") return Number(raw);
  if (input.kind === "choice" || input.kind === "json") return parseJson(raw);
  return input.kind === "text" && input.inputType === "datetime-local" ? toInstant(raw) : raw.trim();
}

function errorOf(field: FormField, raw: RawValue): FieldError | undefined {
  const { input, limits, isRequired } = field;
  const value = toValue(field, raw);
  if (value === undefined) {
    if (typeof raw === "string" && raw.trim() !== "") return { code: "json" };
    return isRequired ? { code: "required" } : undefined;
  }
  if (Array.isArray(value) && input.kind !== "json") {
    const least = Math.max(limits.minItems ?? 0, isRequired ? 1 : 0);
    if (value.length < least) return least === 1 ? { code: "atLeastOne" } : { code: "minItems", limit: least };
    return beyond("maxItems", limits.maxItems, value.length);
  }
  if (typeof value === "number") return numberError(field, value);
  return typeof value === "string" && input.kind !== "choice" ? textError(field, value) : undefined;
}

function beyond(
  code: "maxItems" | "maximum" | "maxLength",
  limit: number | undefined,
  value: number,
): FieldError | undefined {
  return limit !== undefined && value > limit ? { code, limit } : undefined;
}

function numberError({ input, limits }: FormField, value: number): FieldError | undefined {
  if (!Number.isFinite(value)) return { code: "number" };
  if (input.kind === "number" && input.isInteger && !Number.isInteger(value)) return { code: "whole" };
  if (limits.minimum !== undefined && value < limits.minimum) return { code: "minimum", limit: limits.minimum };
  return beyond("maximum", limits.maximum, value);
}

function textError({ input, limits }: FormField, value: string): FieldError | undefined {
  const { minLength, maxLength, pattern } = limits;
  if (minLength !== undefined && value.length < minLength) return { code: "minLength", limit: minLength };
  if (maxLength !== undefined && value.length > maxLength) return { code: "maxLength", limit: maxLength };
  const kind = input.kind === "text" ? input.inputType : undefined;
  if (kind === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return { code: "email" };
  if (kind === "url" && !URL.canParse(value)) return { code: "url" };
  return matches(pattern, value) ? undefined : { code: "pattern" };
}

/** A pattern that this browser cannot read is left to the server. */
function matches(pattern: string | undefined, value: string): boolean {
  if (pattern === undefined) return true;
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A local date and time as UTC, ISO 8601. */
function toInstant(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : at.toISOString();
}
