import type { Json, JsonObject } from "@mozaiks/contracts/fold";

/** A field is asked only while another has (`isNot`: has not) one of these values. */
export interface FieldCondition {
  readonly field: string;
  readonly values: readonly Json[];
  readonly isNot: boolean;
}

/** A schema's member that is there under conditions. */
export interface ConditionalRules {
  readonly properties: JsonObject;
  readonly required: readonly Json[];
  readonly conditions: readonly FieldCondition[];
}

/**
 * What `if`/`then`/`else` of a schema add, also inside its `allOf`. Only what a form can follow while it is filled in counts:
 * an `if` of one member with `const` or `enum`. Everything else is left to the server.
 */
export function readConditions(schema: JsonObject): readonly ConditionalRules[] {
  const all = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isObject) : [];
  return [schema, ...all].flatMap((part) => {
    const condition = isObject(part["if"]) ? toCondition(part["if"]) : undefined;
    if (!condition) return [];
    return [...toRules(part["then"], condition), ...toRules(part["else"], { ...condition, isNot: true })];
  });
}

/** The short form: `show_if: {name: value}` or `{name: [value, …]}`. */
export function readShowIf(showIf: Json | undefined): readonly FieldCondition[] {
  if (!isObject(showIf)) return [];
  return Object.entries(showIf).map(([field, value]) => ({ field, values: [value].flat(), isNot: false }));
}

function toCondition(schema: JsonObject): FieldCondition | undefined {
  const properties = isObject(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const [entry] = properties;
  if (!entry || properties.length > 1) return undefined;
  const [field, rules] = entry;
  if (!isObject(rules)) return undefined;
  if (rules["const"] !== undefined) return { field, values: [rules["const"]], isNot: false };
  return Array.isArray(rules["enum"]) ? { field, values: rules["enum"], isNot: false } : undefined;
}

function toRules(schema: Json | undefined, condition: FieldCondition): readonly ConditionalRules[] {
  if (!isObject(schema)) return [];
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return [{ properties, required, conditions: [condition] }];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
