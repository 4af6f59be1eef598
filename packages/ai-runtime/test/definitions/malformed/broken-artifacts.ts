import type { MalformedDefinition } from "./malformed-definition.ts";

const artifacts = (...lines: readonly string[]): string => ["artifacts:", ...lines, ""].join("\n");

export const brokenArtifacts: readonly MalformedDefinition[] = [
  {
    what: "an artifact type twice",
    files: { "ui_config.yaml": artifacts("  - type: doc", "  - type: doc") },
    error: "ui_config.yaml:3:11 name.duplicate",
    says: "artifact type",
  },
  {
    what: "an artifact without a type",
    files: { "ui_config.yaml": artifacts("  - schema: {}") },
    error: "ui_config.yaml:2:5 key.missing",
    says: "type",
  },
  {
    what: "an artifact schema that is none",
    files: { "ui_config.yaml": artifacts("  - type: doc", "    schema: { type: objekt }") },
    error: "ui_config.yaml:3:21 schema.invalid",
    says: "Not a JSON Schema",
  },
];
