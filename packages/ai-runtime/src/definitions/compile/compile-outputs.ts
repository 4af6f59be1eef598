import type { JsonObject } from "@mozaiks/contracts";
import type { Part } from "./definition-parts.ts";
import type { OutputField, OutputModel, StructuredOutputsFile } from "../files/structured-outputs-file.ts";
import type { SchemaChecker } from "../source/json-schema.ts";
import { selfContained } from "./output-schemas.ts";
import { OutputTypeError, schemaOfField } from "./output-types.ts";
import type { Report } from "../source/report.ts";
import { reportSchema } from "../source/schema-report.ts";
import type { SourceFile } from "../source/source-file.ts";
import { isObject, toStrict } from "./strict-schema.ts";

/** The strict JSON Schema of each model, each by itself. */
export function compileOutputs(
  part: Part<StructuredOutputsFile>,
  checker: SchemaChecker,
  report: Report,
): Readonly<Record<string, JsonObject>> {
  if (part.state !== "ok") return {};
  const models = Object.entries(part.value.models ?? {});
  const names = new Set(models.map(([name]) => name));
  const schemas = new Map<string, JsonObject>();
  for (const [name, model] of models) {
    if (!/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(name))
      report.error(
        part.source.atKey(["models", name]),
        "name.invalid",
        `${JSON.stringify(name)} is not a name.`,
        "Use 1 to 64 letters, digits, _ or -, beginning with a letter.",
      );
    schemas.set(
      name,
      model.schema == null
        ? ofFields(name, model, names, part.source, checker, report)
        : ofSchema(name, model.schema, part.source, checker, report),
    );
  }
  const whole = selfContained(schemas);
  for (const [name, model] of models)
    if (model.schema == null && JSON.stringify(whole.get(name)).includes(`"additionalProperties":true`))
      report.warning(
        part.source.at(["models", name]),
        "output.not-strict",
        `${name} holds a dict, which some model providers refuse in structured outputs.`,
        "Use a nested model, or a list of a model with key and value.",
      );
  return Object.fromEntries(whole);
}

function ofFields(
  name: string,
  model: OutputModel,
  names: ReadonlySet<string>,
  source: SourceFile,
  checker: SchemaChecker,
  report: Report,
): JsonObject {
  const properties: Record<string, JsonObject> = {};
  for (const [field, given] of Object.entries(model.fields ?? {})) {
    const definition = typeof given === "string" ? { type: given } : given;
    const path = ["models", name, "fields", field];
    try {
      const schema = schemaOfField(definition, names);
      properties[field] = schema;
      checkDefault(definition, schema, path, source, checker, report);
    } catch (thrown) {
      if (!(thrown instanceof OutputTypeError)) throw thrown;
      report.error(
        source.at([...path, thrown.key]),
        "output.type-invalid",
        `${name}.${field} ${thrown.message}.`,
        thrown.fix,
      );
    }
  }
  return {
    type: "object",
    ...(model.description != null && { description: model.description }),
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function checkDefault(
  field: OutputField,
  schema: JsonObject,
  path: readonly string[],
  source: SourceFile,
  checker: SchemaChecker,
  report: Report,
): void {
  if (field.default === undefined || JSON.stringify(schema).includes('"$ref"')) return;
  const misfit = checker.misfit(schema, field.default);
  if (misfit !== undefined && field.default !== null)
    report.error(
      source.at([...path, "default"]),
      "default.invalid",
      `The default does not fit: ${misfit}.`,
      "Correct the default or the type.",
    );
}

function ofSchema(
  name: string,
  schema: JsonObject,
  source: SourceFile,
  checker: SchemaChecker,
  report: Report,
): JsonObject {
  const path = ["models", name, "schema"];
  if (!reportSchema(schema, source, path, checker, report)) return schema;
  if (schema["type"] !== "object" || !isObject(schema["properties"]))
    report.error(
      source.at(path),
      "output.type-invalid",
      `The schema of ${name} is not an object with properties.`,
      "Write type: object and properties: at its root.",
    );
  return toStrict(schema);
}
