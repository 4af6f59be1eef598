import type { Json, JsonObject } from "@mozaiks/contracts";

/** The schema, or null. */
export function nullable(schema: JsonObject): JsonObject {
  const { type } = schema;
  if ("$ref" in schema || "const" in schema) return { anyOf: [schema, { type: "null" }] };
  if ("anyOf" in schema && Array.isArray(schema["anyOf"])) {
    const isNull = (each: Json): boolean => isObject(each) && each["type"] === "null";
    return schema["anyOf"].some(isNull) ? schema : { ...schema, anyOf: [...schema["anyOf"], { type: "null" }] };
  }
  const types = Array.isArray(type) ? type : typeof type === "string" ? [type] : undefined;
  if (!types) return { anyOf: [schema, { type: "null" }] };
  const values = Array.isArray(schema["enum"]) && { enum: withNull(schema["enum"]) };
  return { ...schema, ...values, type: withNull(types, "null") };
}

/**
 * The schema as strict structured output wants it: every object closed and with all its properties required; those that
 * were optional may be null instead.
 */
export function toStrict(schema: JsonObject): JsonObject {
  const strict: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) strict[key] = strictMember(key, value);
  const { properties } = strict;
  if (!isObject(properties)) return strict;
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const members = Object.entries(properties).map(([name, member]): [string, Json] => [
    name,
    required.has(name) || !isObject(member) ? member : nullable(member),
  ]);
  return {
    ...strict,
    properties: Object.fromEntries(members),
    required: members.map(([name]) => name),
    additionalProperties: false,
  };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function strictMember(key: string, value: Json): Json {
  switch (key) {
    case "properties":
    case "$defs":
    case "definitions":
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, each]) => [name, isObject(each) ? toStrict(each) : each]),
          )
        : value;
    case "items":
    case "not":
      return isObject(value) ? toStrict(value) : value;
    case "anyOf":
    case "allOf":
    case "oneOf":
    case "prefixItems":
      return Array.isArray(value) ? value.map((each) => (isObject(each) ? toStrict(each) : each)) : value;
    default:
      return value;
  }
}

function withNull(values: readonly Json[], mark: Json = null): Json[] {
  return values.includes(mark) ? [...values] : [...values, mark];
}
