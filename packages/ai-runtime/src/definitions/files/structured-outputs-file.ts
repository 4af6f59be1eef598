import { z } from "zod";
import { SchemaObject, Text } from "./fields.ts";

const Field = z.strictObject({
  type: Text,
  description: z.string().nullish(),
  default: z.json().optional(),
  items: Text.nullish(),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).nullish(),
  variants: z.array(z.union([Text, z.null()])).nullish(),
});
export type OutputField = z.infer<typeof Field>;

const Model = z
  .strictObject({
    type: z.literal("model").nullish(),
    description: z.string().nullish(),
    fields: z.record(z.string(), Field).nullish(),
    schema: SchemaObject.nullish(),
  })
  .refine((model) => (model.fields == null) !== (model.schema == null), {
    error: "must have either fields or schema",
    params: { code: "key.missing", fix: "Write fields:, or a JSON Schema in schema:." },
  });
export type OutputModel = z.infer<typeof Model>;

/** `structured_outputs.yaml`: shapes of replies, and who replies in them. */
export const StructuredOutputsFile = z.strictObject({
  models: z.record(z.string(), Model).nullish(),
  registry: z.record(z.string(), Text.nullable()).nullish(),
});
export type StructuredOutputsFile = z.infer<typeof StructuredOutputsFile>;
