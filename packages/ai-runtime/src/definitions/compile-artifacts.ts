import type { Part } from "./definition-parts.ts";
import type { UiConfigFile } from "./files/ui-config-file.ts";
import type { SchemaChecker } from "./json-schema.ts";
import { reportDuplicates } from "./known-names.ts";
import type { ArtifactTypeManifest, Manifest } from "./manifest.ts";
import type { Report } from "./report.ts";
import { reportSchema } from "./schema-report.ts";

/** What ui_config.yaml declares of types of artifacts. */
export function compileArtifacts(
  part: Part<UiConfigFile>,
  checker: SchemaChecker,
  report: Report,
): Pick<Manifest, "artifacts"> {
  const entries = part.state === "ok" ? (part.value.artifacts ?? []) : [];
  if (part.state !== "ok" || entries.length === 0) return {};
  const { source } = part;
  const types = entries.map(({ type }, index) => ({ name: type, path: ["artifacts", index, "type"] }));
  reportDuplicates(types, "artifact type", source, report);
  return {
    artifacts: entries.map(({ type, schema }, index): ArtifactTypeManifest => {
      const path = ["artifacts", index];
      const isSchema = schema != null && reportSchema(schema, source, [...path, "schema"], checker, report);
      return { type, ...(isSchema && { schema }) };
    }),
  };
}
