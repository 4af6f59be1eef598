import type { MalformedDefinition } from "./malformed-definition.ts";
const aliases = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
  ...Array.from(
    { length: 9 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 10 }, () => `*a${index}`).join(", ")}]`,
  ),
].join("\n");

export const brokenFiles: readonly MalformedDefinition[] = [
  { what: "an empty file", files: { "agents.yaml": "" }, error: "agents.yaml:1:1 file.empty", says: "is empty" },
  {
    what: "a file of comments",
    files: { "handoffs.yaml": "# nothing\n" },
    error: "handoffs.yaml:1:1 file.empty",
    says: "delete it",
  },
  {
    what: "a list at the root",
    files: { "agents.yaml": "- name: Ann\n" },
    error: "agents.yaml:1:1 file.wrong-root",
    says: "must hold an object",
  },
  {
    what: "a text at the root",
    files: { "tools.yaml": "hello\n" },
    error: "tools.yaml:1:1 file.wrong-root",
    says: "must hold an object",
  },
  {
    what: "too many aliases",
    files: { "ui_config.yaml": aliases },
    error: "ui_config.yaml:1:1 yaml.too-many-aliases",
    says: "aliases",
  },
  {
    what: "an alias of itself",
    files: { "ui_config.yaml": "visual_agents: &a [*a]\n" },
    error: "ui_config.yaml:1:1 yaml.syntax",
    says: "part of",
  },
  {
    what: "an unknown alias",
    files: { "ui_config.yaml": "visual_agents: *b\n" },
    error: "ui_config.yaml:1:16 yaml.syntax",
    says: "Write &b before the value",
  },
  {
    what: "a file that is not UTF-8",
    files: { "ui_config.yaml": new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe]) },
    error: "ui_config.yaml:1:1 file.not-text",
    says: "UTF-8",
  },
  {
    what: "a file twice",
    files: { "agents.json": "{}" },
    error: "agents.json:1:1 file.conflict",
    says: "agents.yaml exists as well",
  },
  {
    what: "no agents.yaml",
    files: { "agents.yaml": undefined },
    error: "agents.yaml:1:1 file.missing",
    says: "Create it",
  },
  {
    what: "no orchestrator.yaml",
    files: { "orchestrator.yaml": undefined },
    error: "orchestrator.yaml:1:1 file.missing",
    says: "Create it",
  },
  {
    what: "workflow.yaml",
    files: { "workflow.yaml": "steps: []\n" },
    error: "workflow.yaml:1:1 feature.not-supported",
    says: "not supported by this version",
  },
  {
    what: "a tab as indentation",
    files: { "orchestrator.yaml": "workflow_name: a\nmodel_defaults:\n\tmodel: x\n" },
    error: "orchestrator.yaml:3:1 yaml.syntax",
    says: "Tabs",
  },
  {
    what: "a key twice",
    files: { "orchestrator.yaml": "workflow_name: a\nmax_turns: 3\nmax_turns: 4\n" },
    error: "orchestrator.yaml:3:1 yaml.syntax",
    says: "unique",
  },
  {
    what: "an open bracket",
    files: { "ui_config.yaml": "visual_agents: [Ann\n" },
    error: "ui_config.yaml:2:1 yaml.syntax",
    says: "Correct the YAML",
  },
  {
    what: "two documents",
    files: { "orchestrator.yaml": "workflow_name: a\n---\nmax_turns: 1\n" },
    error: "orchestrator.yaml:2:1 yaml.syntax",
    says: "multiple documents",
  },
  {
    what: "JSON that is cut off",
    files: { "agents.yaml": undefined, "agents.json": '{\n  "agents": [' },
    error: "agents.json:2:14 yaml.syntax",
    says: "Correct",
  },
];
