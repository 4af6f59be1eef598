import { z } from "zod";
import type { FieldType } from "../../definition/field-type.ts";
import { fieldTypeNote } from "../../definition/field-type-of.ts";

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a zod schema takes (`input`) or gives. What cannot be said in JSON Schema is left open. */
export function toJsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override({ jsonSchema }) {
      const type = jsonSchema[fieldTypeNote] as FieldType | undefined;
      delete jsonSchema[fieldTypeNote];
      if (type) Object.assign(jsonSchema, ofFieldType(type));
    },
  });
  return rest;
}

/** What is known of our own kinds of field, whose schemas transform and so say little about what they give. */
function ofFieldType(type: FieldType): JsonSchema {
  switch (type.kind) {
    case "decimal":
      return { type: "string", description: `A decimal with ${type.scale} digits after the point.` };
    case "datetime":
      return { type: "string", format: "date-time" };
    case "date":
      return { type: "string", format: "date" };
    case "reference":
      return { type: "string", "x-mozaiks-reference": type.collection };
    default:
      return {};
  }
}
