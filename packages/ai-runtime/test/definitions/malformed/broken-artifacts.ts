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
  {
    what: "an action twice",
    files: {
      "ui_config.yaml": artifacts("  - type: doc", "    actions: [{ name: update_state }, { name: update_state }]"),
    },
    error: "ui_config.yaml:3:47 name.duplicate",
    says: "action",
  },
  {
    what: "an action without a tool",
    files: { "ui_config.yaml": artifacts("  - type: doc", "    actions: [{ name: publish }]") },
    error: "ui_config.yaml:3:15 key.missing",
    says: "Add `tool:`",
  },
  {
    what: "an action of an unknown tool",
    files: { "ui_config.yaml": artifacts("  - type: doc", "    actions: [{ name: publish, tool: gret }]") },
    error: "ui_config.yaml:3:38 name.unknown",
    says: 'Did you mean "greet"?',
  },
  {
    what: "update_state with a tool",
    files: { "ui_config.yaml": artifacts("  - type: doc", "    actions: [{ name: update_state, tool: greet }]") },
    error: "ui_config.yaml:3:37 key.conflict",
    says: "takes no tool",
  },
  {
    what: "launch_workflow without a workflow",
    files: { "ui_config.yaml": artifacts("  - type: doc", "    actions: [{ name: launch_workflow }]") },
    error: "ui_config.yaml:3:15 key.missing",
    says: "Add `workflow:`",
  },
  {
    what: "an action that a person would answer",
    files: {
      "tools.yaml":
        "tools:\n  - { name: ask, agent: Ann, tool_type: UI_Tool, parameters: { type: object }, ui: { component: core.form } }\n",
      "ui_config.yaml": artifacts("  - type: doc", "    actions: [{ name: publish, tool: ask }]"),
    },
    error: "ui_config.yaml:3:38 value.invalid",
    says: "asks a person",
  },
];
