import type { Json, JsonObject } from "@mozaiks/contracts/fold";
import { toText, type FormField } from "./form-field.ts";

/** A field's value while it is edited: text as typed, a tick, or the texts of a list. */
export type RawValue = string | boolean | readonly string[];
export type RawValues = Readonly<Record<string, RawValue>>;

/** What the fields hold before anybody types. */
export function toRawValues(fields: readonly FormField[]): RawValues {
  return Object.fromEntries(fields.map((field) => [field.name, toRaw(field)]));
}

/** What is wrong, by field name; empty when the form may be sent. */
export function findErrors(fields: readonly FormField[], raw: RawValues): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const error = errorOf(field, raw[field.name] ?? toRaw(field));
      return error === undefined ? [] : [[field.name, error]];
    }),
  );
}

/** The answer: typed values by field name. Optional fields that were left empty are absent. */
export function toAnswer(fields: readonly FormField[], raw: RawValues): JsonObject {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = toValue(field, raw[field.name] ?? toRaw(field));
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
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

function errorOf(field: FormField, raw: RawValue): string | undefined {
  const { input, limits, isRequired } = field;
  const value = toValue(field, raw);
  if (value === undefined) {
    if (typeof raw === "string" && raw.trim() !== "") return "This is not valid JSON";
    return isRequired ? "Please fill this in" : undefined;
  }
  if (Array.isArray(value) && input.kind !== "json") {
    const least = Math.max(limits.minItems ?? 0, isRequired ? 1 : 0);
    if (value.length < least) return least === 1 ? "Please add at least one" : `Please add at least ${least}`;
    return value.length > (limits.maxItems ?? Infinity) ? `At most ${limits.maxItems} are allowed` : undefined;
  }
  if (typeof value === "number") return numberError(field, value);
  return typeof value === "string" && input.kind !== "choice" ? textError(field, value) : undefined;
}

function numberError({ input, limits }: FormField, value: number): string | undefined {
  if (!Number.isFinite(value)) return "Please enter a number";
  if (input.kind === "number" && input.isInteger && !Number.isInteger(value)) return "Please enter a whole number";
  if (value < (limits.minimum ?? -Infinity)) return `The least is ${limits.minimum}`;
  return value > (limits.maximum ?? Infinity) ? `The most is ${limits.maximum}` : undefined;
}

function textError({ input, limits }: FormField, value: string): string | undefined {
  if (value.length < (limits.minLength ?? 0)) return `Please write at least ${limits.minLength} characters`;
  if (value.length > (limits.maxLength ?? Infinity)) return `At most ${limits.maxLength} characters are allowed`;
  if (input.kind === "text" && input.inputType === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return "Please enter an email address";
  if (input.kind === "text" && input.inputType === "url" && !URL.canParse(value))
    return "Please enter a whole address, with https://";
  return matches(limits.pattern, value) ? undefined : "This does not have the expected form";
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
