import type { Json, JsonObject } from "@mozaiks/contracts/fold";
import { humanName } from "../human-name.ts";
import { readConditions, readShowIf, type FieldCondition } from "./form-conditions.ts";

export interface Choice {
  readonly value: Json;
  readonly label: string;
}

/** What a field is edited with. */
export type FieldInput =
  | {
      readonly kind: "text";
      readonly inputType: "text" | "email" | "url" | "tel" | "password" | "date" | "datetime-local" | "time";
    }
  | { readonly kind: "textarea" }
  | { readonly kind: "number"; readonly isInteger: boolean }
  | { readonly kind: "checkbox" }
  | { readonly kind: "choice"; readonly choices: readonly Choice[] }
  | { readonly kind: "choices"; readonly choices: readonly Choice[] }
  | { readonly kind: "list" }
  | { readonly kind: "json" };

/** One field of a form: read from JSON Schema, or from the short form that agents write. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly isRequired: boolean;
  /** It is asked while all conditions of one of these hold; absent = always. */
  readonly showIf?: readonly (readonly FieldCondition[])[];
  /** It must be filled in while one of these holds. */
  readonly requiredIf?: readonly FieldCondition[];
  readonly initial?: Json;
  readonly input: FieldInput;
  readonly limits: FieldLimits;
}

/** JSON Schema's own bounds. */
export interface FieldLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/**
 * The fields of a form request, from `payload.schema`, else `responseSchema` (what the answer must fit), else
 * `payload.response_schema` or a payload that is itself a schema with `properties`; or from `payload.fields`:
 * `[{name, label?, type?, options?, required?, default?, placeholder?}]`. Where both are there the schema's rules
 * complete the field's looks. Empty when nothing describes a form.
 */
export function toFormFields(payload: JsonObject, responseSchema?: JsonObject): readonly FormField[] {
  const schema = [payload["schema"], responseSchema, payload["response_schema"], payload].find(
    (candidate): candidate is JsonObject => isObject(candidate) && isObject(candidate["properties"]),
  );
  const known = collectRules(schema ?? {});
  const values = [payload["values"], payload["defaults"], payload["initial"]].find(isObject) ?? {};
  const listed = Array.isArray(payload["fields"]) ? payload["fields"].filter(isObject) : [];
  const merged =
    listed.length > 0
      ? listed.map((field) => [nameOf(field), mergeRules(field, known.get(nameOf(field))?.rules)] as const)
      : [...known].map(([name, { rules }]) => [name, rules] as const);
  return merged.flatMap(([name, rules]) => {
    if (name === "" || !isObject(rules)) return [];
    const { isRequired = false, showIf = [], requiredIf = [] } = known.get(name) ?? {};
    const own = readShowIf(rules["show_if"]);
    const shown = own.length === 0 ? showIf : showIf.length === 0 ? [own] : showIf.map((all) => [...all, ...own]);
    const field = toField(name, rules, isRequired, Object.hasOwn(values, name) ? values[name] : undefined);
    return [{ ...field, ...(shown.length > 0 && { showIf: shown }), ...(requiredIf.length > 0 && { requiredIf }) }];
  });
}

interface KnownRules {
  readonly rules: Json;
  readonly isRequired: boolean;
  readonly showIf: (readonly FieldCondition[])[];
  readonly requiredIf: FieldCondition[];
}

/** What a schema says of each member, wherever it says it. */
function collectRules(schema: JsonObject): ReadonlyMap<string, KnownRules> {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const known = new Map<string, KnownRules>(
    Object.entries(properties).map(([name, rules]) => [
      name,
      { rules, isRequired: required.includes(name), showIf: [], requiredIf: [] },
    ]),
  );
  for (const { properties: more, required: then, conditions } of readConditions(schema)) {
    for (const [name, rules] of Object.entries(more)) {
      const before = known.get(name);
      if (!before) known.set(name, { rules, isRequired: false, showIf: [conditions], requiredIf: [] });
      else if (!Object.hasOwn(properties, name)) before.showIf.push(conditions);
    }
    for (const name of then) if (typeof name === "string") known.get(name)?.requiredIf.push(...conditions);
  }
  return known;
}

/** Bounds come from the schema; what the field says about its looks wins. */
function mergeRules(field: JsonObject, rules: Json | undefined): JsonObject {
  return isObject(rules) ? { ...rules, ...field, ...(rules["enum"] !== undefined && { enum: rules["enum"] }) } : field;
}

function toField(name: string, rules: JsonObject, isRequired: boolean, value: Json | undefined): FormField {
  const input = toInput(rules);
  const initial = value ?? rules["default"] ?? rules["value"];
  const hint = textOf(rules["description"]) ?? textOf(rules["help"]) ?? textOf(rules["hint"]);
  const example = Array.isArray(rules["examples"]) ? rules["examples"][0] : undefined;
  const placeholder = textOf(rules["placeholder"]) ?? textOf(example);
  return {
    name,
    label: textOf(rules["label"]) ?? textOf(rules["title"]) ?? humanName(name),
    isRequired: isRequired || rules["required"] === true,
    input,
    limits: toLimits(rules),
    ...(hint !== undefined && { hint }),
    ...(placeholder !== undefined && { placeholder }),
    ...(initial !== undefined && { initial }),
  };
}

function toInput(rules: JsonObject): FieldInput {
  const choices = toChoices(rules);
  const type = typeOf(rules);
  const format = textOf(rules["format"]) ?? textOf(rules["widget"]) ?? textOf(rules["x-widget"]) ?? "";
  if (type === "array" || type === "multiselect" || type === "tags") {
    const items = isObject(rules["items"]) ? rules["items"] : {};
    const itemChoices = choices ?? toChoices(items);
    if (itemChoices) return { kind: "choices", choices: itemChoices };
    return ["string", "text"].includes(typeOf(items)) ? { kind: "list" } : { kind: "json" };
  }
  if (choices) return { kind: "choice", choices };
  if (["boolean", "checkbox", "switch", "toggle"].includes(type)) return { kind: "checkbox" };
  if (["integer", "number"].includes(type)) return { kind: "number", isInteger: type === "integer" };
  if (type === "object") return { kind: "json" };
  if ([type, format].some((name) => ["textarea", "multiline", "markdown"].includes(name))) return { kind: "textarea" };
  if (Number(rules["maxLength"]) > 300) return { kind: "textarea" };
  return { kind: "text", inputType: inputTypes[type] ?? inputTypes[format] ?? "text" };
}

const inputTypes: Readonly<Record<string, Extract<FieldInput, { kind: "text" }>["inputType"]>> = {
  date: "date",
  "date-time": "datetime-local",
  datetime: "datetime-local",
  email: "email",
  password: "password",
  phone: "tel",
  tel: "tel",
  time: "time",
  uri: "url",
  url: "url",
};

function toChoices(rules: JsonObject): readonly Choice[] | undefined {
  const listed = [rules["enum"], rules["options"], rules["choices"], rules["oneOf"], rules["anyOf"]].find(
    (candidate) => Array.isArray(candidate) && candidate.length > 0,
  );
  if (!Array.isArray(listed)) return undefined;
  const choices = listed.map(toChoice);
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}

function toChoice(option: Json): Choice | undefined {
  if (!isObject(option)) return option === null ? undefined : { value: option, label: toText(option) };
  const value = option["const"] ?? option["value"] ?? option["id"];
  if (value === undefined) return undefined;
  return { value, label: textOf(option["label"]) ?? textOf(option["title"]) ?? toText(value) };
}

function toLimits(rules: JsonObject): FieldLimits {
  const names = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"] as const;
  const short = { minimum: rules["min"], maximum: rules["max"] };
  const numbers = names.flatMap((name) => {
    const value = rules[name] ?? (name === "minimum" || name === "maximum" ? short[name] : undefined);
    return typeof value === "number" ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(numbers),
    ...(typeof rules["pattern"] === "string" && { pattern: rules["pattern"] }),
  };
}

function typeOf(rules: JsonObject): string {
  const type = rules["type"];
  if (Array.isArray(type)) return toText(type.find((name) => name !== "null") ?? "string");
  return typeof type === "string" ? type.toLowerCase() : "string";
}

function nameOf(field: JsonObject): string {
  return textOf(field["name"]) ?? textOf(field["id"]) ?? "";
}

/** A text as it is, anything else as JSON. */
export function toText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
