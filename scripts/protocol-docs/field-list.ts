/** As much of JSON Schema as the contract's schemas use. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly const?: string | number | boolean | null;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}

/** The members of an object in one line: `call_id, status: ok|error, result?`. A `?` marks what may be absent. */
export function fieldList(schema: JsonSchema, omitted: ReadonlySet<string>): string {
  const names = Object.keys(schema.properties ?? {}).filter((name) => !omitted.has(name));
  return names.map((name) => field(schema, name)).join(", ");
}

/** What the schema says of single members: "`offset`: UTF-16 code units". */
export function fieldNotes(schema: JsonSchema, omitted: ReadonlySet<string>): string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([name, { description }]) => description !== undefined && !omitted.has(name))
    .map(([name, { description }]) => `\`${name}\`: ${description}.`);
}

function field(schema: JsonSchema, name: string): string {
  const optional = schema.required?.includes(name) ? "" : "?";
  const shape = shapeOf(schema.properties?.[name] ?? {});
  if (shape === "" || shape === "[]") return name + optional + shape;
  return `${name}${optional}${shape.startsWith("{") ? " " : ": "}${shape}`;
}

/** What is worth telling of a type: constants, choices and the members of objects; plain text, numbers and ids are not. */
function shapeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum) return schema.enum.join("|");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.some(({ type }) => type === "null") ? "number|null" : "";
  if (schema.type === "array") return arrayOf(shapeOf(schema.items ?? {}));
  if (schema.properties) return `{${fieldList(schema, new Set())}}`;
  if (schema.type === "object") return "{…}";
  return "";
}

function arrayOf(item: string): string {
  return item === "" ? "[]" : item.startsWith("{") ? `[${item}]` : `(${item})[]`;
}
