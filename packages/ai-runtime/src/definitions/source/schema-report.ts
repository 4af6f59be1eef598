import type { JsonObject } from "@mozaiks/contracts";
import type { SchemaChecker } from "./json-schema.ts";
import type { Report } from "./report.ts";
import type { SourceFile, SourcePath } from "./source-file.ts";

/** Reports what is wrong with a JSON Schema that stands at a path of a file. True when nothing is. */
export function reportSchema(
  schema: JsonObject,
  source: SourceFile,
  path: SourcePath,
  checker: SchemaChecker,
  report: Report,
): boolean {
  const mistakes = checker.mistakes(schema);
  for (const mistake of mistakes)
    report.error(
      source.at([...path, ...mistake.path]),
      "schema.invalid",
      `Not a JSON Schema: ${mistake.message}.`,
      "Correct it after JSON Schema 2020-12.",
    );
  return mistakes.length === 0;
}
