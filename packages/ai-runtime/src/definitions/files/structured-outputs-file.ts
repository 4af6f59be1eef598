import { z } from "zod";
import { SchemaObject, Text } from "./fields.ts";

const Field = z.strictObject({
  type: Text.describe(
    "`str`, `int`, `float`, `bool`, `dict`, `list[…]`, `literal`, `union`, `optional[…]` or another model",
  ),
  description: z.string().nullish().describe("what belongs into it, told to the model"),
  default: z.json().optional().describe("what it is when the reply leaves it out"),
  items: Text.nullish().describe("of a list: the type of its items"),
  values: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .nullish()
    .describe("of a literal: the values it may have"),
  variants: z
    .array(z.union([Text, z.null()]))
    .nullish()
    .describe("of a union: the types it may have; `null` makes it optional"),
});
export type OutputField = z.infer<typeof Field>;

const Model = z
  .strictObject({
    type: z.literal("model").nullish().describe("`model`, or absent"),
    description: z.string().nullish().describe("what the model is told of the whole"),
    fields: z
      .record(z.string(), z.union([Text, Field]))
      .nullish()
      .describe("its fields by name; a text is the field's type"),
    schema: SchemaObject.nullish().describe("a JSON Schema, instead of `fields`"),
  })
  .refine((model) => (model.fields == null) !== (model.schema == null), {
    error: "must have either fields or schema",
    params: { code: "key.missing", fix: "Write fields:, or a JSON Schema in schema:." },
  });
export type OutputModel = z.infer<typeof Model>;

/** `structured_outputs.yaml`: shapes of replies, and who replies in them. */
export const StructuredOutputsFile = z.strictObject({
  models: z.record(z.string(), Model).nullish().describe("shapes of replies by name"),
  registry: z.record(z.string(), Text.nullable()).nullish().describe("which agent replies in which model"),
});
export type StructuredOutputsFile = z.infer<typeof StructuredOutputsFile>;
