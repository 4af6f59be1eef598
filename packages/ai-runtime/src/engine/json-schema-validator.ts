import type { JsonObject } from "@mozaiks/contracts";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** Validates values against JSON Schemas (draft 2020-12); each schema object is compiled once. */
export interface SchemaValidator {
  /** What is wrong with the value, one line each; empty when it fits. */
  problems(schema: JsonObject, value: unknown): readonly string[];
}

export function createSchemaValidator(): SchemaValidator {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
  addFormats.default(ajv);
  const compiled = new WeakMap<JsonObject, ValidateFunction>();
  return {
    problems(schema, value) {
      let validate = compiled.get(schema);
      if (!validate) compiled.set(schema, (validate = ajv.compile(withoutId(schema))));
      if (validate(value)) return [];
      return (validate.errors ?? [])
        .slice(0, 20)
        .map((error) => `${error.instancePath || "/"} ${error.message ?? "is not valid"}`);
    },
  };
}

/** Two definitions may use one `$id` for different schemas; ajv would refuse the second. */
function withoutId(schema: JsonObject): JsonObject {
  const { $id: _, ...rest } = schema;
  return rest;
}
