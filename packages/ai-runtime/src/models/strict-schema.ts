import type { Json, JsonObject } from "@mozaiks/contracts";

/** A schema as it is sent, and whether the provider may be held to it by constrained decoding. */
export interface SentSchema {
  readonly schema: JsonObject;
  readonly strict: boolean;
}

const supported = new Set(
  (
    "$defs $ref additionalProperties anyOf const description enum exclusiveMaximum exclusiveMinimum format items " +
    "maxItems maximum minItems minimum multipleOf pattern properties required title type"
  ).split(" "),
);

/**
 * A JSON Schema in the form that strict structured outputs take: an object at the root, and closed objects all of whose
 * properties are required. Objects that leave `additionalProperties` open are closed, which only narrows what the
 * schema allows. A schema that cannot be brought into that form (optional properties, open maps, other keywords) keeps
 * its meaning and is not strict. Source: OpenAI, "Structured outputs", supported schemas.
 */
export function sentSchema(schema: JsonObject): SentSchema {
  const { $schema: _dialect, $id: _id, ...rest } = schema;
  const root: JsonObject = "type" in rest || "$ref" in rest || "anyOf" in rest ? rest : { type: "object", ...rest };
  const object: JsonObject = root["type"] === "object" && !("properties" in root) ? { ...root, properties: {} } : root;
  const closed = close(object);
  return closed !== undefined && object["type"] === "object"
    ? { schema: closed, strict: true }
    : { schema: object, strict: false };
}

/** The closed form, or undefined when there is none. */
function close(schema: JsonObject): JsonObject | undefined {
  if (Object.keys(schema).some((keyword) => !supported.has(keyword))) return undefined;
  if (typeof schema["pattern"] === "string" && /\(\?<?[=!]/.test(schema["pattern"])) return undefined;
  const closed: JsonObject = { ...schema };
  if (mayBeObject(schema)) {
    const properties = isObject(schema["properties"]) ? schema["properties"] : undefined;
    if (properties === undefined || (schema["additionalProperties"] ?? false) !== false) return undefined;
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    if (Object.keys(properties).some((name) => !required.includes(name))) return undefined;
    closed["additionalProperties"] = false;
    closed["required"] = required;
  }
  for (const keyword of ["properties", "$defs"]) {
    const members = schema[keyword];
    if (members === undefined) continue;
    const all = isObject(members) ? closeAll(Object.values(members)) : undefined;
    if (!isObject(members) || all === undefined) return undefined;
    closed[keyword] = Object.fromEntries(Object.keys(members).map((name, index) => [name, all[index] ?? null]));
  }
  if (schema["items"] !== undefined) {
    const items = isObject(schema["items"]) ? close(schema["items"]) : undefined;
    if (items === undefined) return undefined;
    closed["items"] = items;
  }
  if (schema["anyOf"] !== undefined) {
    const variants = Array.isArray(schema["anyOf"]) ? closeAll(schema["anyOf"]) : undefined;
    if (variants === undefined) return undefined;
    closed["anyOf"] = variants;
  }
  return closed;
}

function closeAll(schemas: readonly Json[]): JsonObject[] | undefined {
  const closed = schemas.map((schema) => (isObject(schema) ? close(schema) : undefined));
  return closed.every((schema) => schema !== undefined) ? closed : undefined;
}

function mayBeObject(schema: JsonObject): boolean {
  const type = schema["type"];
  const saysObject = type === "object" || (Array.isArray(type) && type.includes("object"));
  const saysNothing = type === undefined && !["$ref", "anyOf", "enum", "const"].some((keyword) => keyword in schema);
  return saysObject || saysNothing;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
