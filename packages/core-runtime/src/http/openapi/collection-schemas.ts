import type { CompiledCollection, CompiledField } from "../../definition/compiled-app.ts";
import { type JsonSchema, toJsonSchema } from "./json-schema.ts";

/** The names of a collection's schemas among the document's components. */
export const schemaNames = (collection: string) => ({
  record: collection,
  create: `${collection}.new`,
  patch: `${collection}.patch`,
  page: `${collection}.page`,
});

export const schemaRef = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** What records of a collection look like: as they are answered, created, changed and listed. */
export function collectionSchemas({ name, fields }: CompiledCollection): Readonly<Record<string, JsonSchema>> {
  const names = schemaNames(name);
  const input = fields.map((field) => [field.name, orNull(toJsonSchema(field.schema, "input"), field)] as const);
  const owner = { type: "string", description: "Whoever creates it unless the collection lets others be named." };
  return {
    [names.record]: recordSchema(fields),
    [names.create]: {
      type: "object",
      properties: { owner, ...Object.fromEntries(input) },
      required: fields.filter(({ required }) => required).map((field) => field.name),
      additionalProperties: false,
    },
    [names.patch]: {
      type: "object",
      properties: { owner, ...Object.fromEntries(input.map(([field, schema]) => [field, withoutDefault(schema)])) },
      additionalProperties: false,
    },
    [names.page]: {
      type: "object",
      properties: {
        items: { type: "array", items: schemaRef(names.record) },
        next_cursor: { type: ["string", "null"] },
        total: { type: "integer", description: "With count=true." },
      },
      required: ["items", "next_cursor"],
    },
  };
}

function recordSchema(fields: readonly CompiledField[]): JsonSchema {
  const time = { type: "string", format: "date-time" };
  const always = fields.filter(({ read }) => read === undefined).map(({ name }) => name);
  return {
    type: "object",
    properties: {
      id: { type: "string", format: "uuid" },
      owner: { type: ["string", "null"] },
      version: { type: "integer", minimum: 1 },
      created_at: time,
      updated_at: time,
      deleted_at: { ...time, description: "Only where the record is deleted." },
      ...Object.fromEntries(fields.map((field) => [field.name, orNull(toJsonSchema(field.schema, "output"), field)])),
      expand: { type: "object", description: "What was asked for with expand, as far as it may be read." },
    },
    required: ["id", "owner", "version", "created_at", "updated_at", ...always],
  };
}

const orNull = (schema: JsonSchema, { nullable }: CompiledField): JsonSchema =>
  nullable ? { anyOf: [schema, { type: "null" }] } : schema;

function withoutDefault({ default: _default, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
