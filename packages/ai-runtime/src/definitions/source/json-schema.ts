import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Json, JsonObject } from "@mozaiks/contracts";

export interface SchemaMistake {
  /** Where in the schema. */
  readonly path: readonly string[];
  readonly message: string;
}

/** Checks schemas (JSON Schema 2020-12) and values against them. */
export interface SchemaChecker {
  /** What is wrong with a schema; empty when it can be used. */
  mistakes(schema: JsonObject): readonly SchemaMistake[];
  /** Why a value does not fit a schema without mistakes; undefined when it does. */
  misfit(schema: JsonObject, value: Json): string | undefined;
}

export function createSchemaChecker(): SchemaChecker {
  const ajv = new Ajv2020({
    strictSchema: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allErrors: true,
    logger: false,
    addUsedSchema: false,
  });
  addFormats.default(ajv);
  return {
    mistakes(schema) {
      try {
        if (!ajv.validateSchema(schema)) return mistakesOf(ajv.errors ?? []);
        ajv.compile(schema);
        return [];
      } catch (thrown) {
        return [{ path: [], message: thrown instanceof Error ? thrown.message : String(thrown) }];
      }
    },
    misfit(schema, value) {
      const validate = ajv.compile(schema);
      if (validate(value)) return undefined;
      const [first] = validate.errors ?? [];
      return `${first?.instancePath ?? ""} ${first?.message ?? "does not fit"}`.trim();
    },
  };
}

/** The deepest objections; those of the meta-schema's own alternatives only repeat them. */
function mistakesOf(errors: readonly ErrorObject[]): readonly SchemaMistake[] {
  const deepest = Math.max(...errors.map(({ instancePath }) => instancePath.split("/").length));
  const found = new Map<string, SchemaMistake>();
  for (const { instancePath, message = "is not valid", params } of errors) {
    if (instancePath.split("/").length < deepest) continue;
    const path = instancePath
      .split("/")
      .slice(1)
      .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    const values = "allowedValues" in params ? ` (${(params["allowedValues"] as string[]).join(", ")})` : "";
    if (!found.has(instancePath)) found.set(instancePath, { path, message: `${message}${values}` });
  }
  return [...found.values()];
}
