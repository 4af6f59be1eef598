import { smallWorkflow } from "../temporary-workflow.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

/** A third variable, from line 6. */
const variable = (...lines: readonly string[]): string =>
  `${smallWorkflow["context_variables.yaml"] ?? ""}  - name: extra\n${lines.map((line) => `    ${line}\n`).join("")}`;
const state = (...lines: readonly string[]): string =>
  variable("type: string", "source:", "  type: state", ...lines.map((line) => `  ${line}`));

export const brokenVariables: readonly MalformedDefinition[] = [
  {
    what: "a variable named like what every object has",
    files: { "context_variables.yaml": variable("type: string").replace("extra", "constructor") },
    error: "context_variables.yaml:6:11 name.invalid",
    says: "JavaScript",
  },
  {
    what: "a variable without type",
    files: { "context_variables.yaml": variable() },
    error: "context_variables.yaml:6:5 key.missing",
    says: "Write one of: string",
  },
  {
    what: "an unknown type",
    files: { "context_variables.yaml": variable("type: str") },
    error: "context_variables.yaml:7:11 value.invalid",
    says: "string",
  },
  {
    what: "a variable's name twice",
    files: { "context_variables.yaml": variable("type: string").replace("extra", "stage") },
    error: "context_variables.yaml:6:11 name.duplicate",
    says: "line 2",
  },
  {
    what: "a variable's name with a dash",
    files: { "context_variables.yaml": variable("type: string").replace("extra", "a-b") },
    error: "context_variables.yaml:6:11 name.invalid",
    says: "letters, digits or _",
  },
  {
    what: "a variable named like one that is always there",
    files: { "context_variables.yaml": variable("type: string").replace("extra", "user_id") },
    error: "context_variables.yaml:6:11 name.invalid",
    says: "always means",
  },
  {
    what: "a variable named like a word of CEL",
    files: { "context_variables.yaml": variable("type: string").replace("extra", "in") },
    error: "context_variables.yaml:6:11 name.invalid",
    says: "Choose another name",
  },
  {
    what: "a default of another type",
    files: { "context_variables.yaml": variable("type: integer", "default: 1.5") },
    error: "context_variables.yaml:8:14 default.invalid",
    says: "integer",
  },
  {
    what: "a default in the source of another type",
    files: { "context_variables.yaml": state("default: 7") },
    error: "context_variables.yaml:10:16 default.invalid",
    says: "string",
  },
  {
    what: "two defaults",
    files: { "context_variables.yaml": `${state("default: a")}    default: b\n` },
    error: "context_variables.yaml:10:7 key.conflict",
    says: "second default",
  },
  {
    what: "a default outside of its schema",
    files: { "context_variables.yaml": variable("type: string", "schema: { enum: [a] }", "default: b") },
    error: "context_variables.yaml:9:14 default.invalid",
    says: "allowed values",
  },
  {
    what: "a schema that is none",
    files: { "context_variables.yaml": variable("type: string", "schema: { maxLength: -1 }") },
    error: "context_variables.yaml:8:26 schema.invalid",
    says: "must be >= 0",
  },
  {
    what: "an unknown keyword in a schema",
    files: { "context_variables.yaml": variable("type: string", "schema: { maxLenght: 1 }") },
    error: "context_variables.yaml:8:13 schema.invalid",
    says: "maxLenght",
  },
  {
    what: "an unknown source",
    files: { "context_variables.yaml": variable("type: string", "source: { type: cookie }") },
    error: "context_variables.yaml:8:21 value.invalid",
    says: "state",
  },
  {
    what: "a source without its variable",
    files: { "context_variables.yaml": variable("type: string", "source: { type: config }") },
    error: "context_variables.yaml:8:13 key.missing",
    says: "env_var",
  },
  {
    what: "an unknown kind of trigger",
    files: { "context_variables.yaml": state("triggers:", "  - type: agent_txt") },
    error: "context_variables.yaml:11:17 value.invalid",
    says: 'Did you mean "agent_text"?',
  },
  {
    what: "a trigger of an unknown agent",
    files: {
      "context_variables.yaml": state(
        "triggers:",
        "  - { type: agent_text, agent: Anne, match: { contains: a }, set: b }",
      ),
    },
    error: "context_variables.yaml:11:38 name.unknown",
    says: 'Did you mean "Ann"?',
  },
  {
    what: "a trigger that matches twice",
    files: {
      "context_variables.yaml": state(
        "triggers:",
        "  - { type: agent_text, match: { contains: a, equals: b }, set: c }",
      ),
    },
    error: "context_variables.yaml:11:38 key.conflict",
    says: "exactly one",
  },
  {
    what: "a broken regular expression",
    files: { "context_variables.yaml": state("triggers:", "  - { type: agent_text, match: { regex: '(' }, set: c }") },
    error: "context_variables.yaml:11:47 regex.invalid",
    says: "Invalid regular expression",
  },
  {
    what: "a trigger that sets another type",
    files: { "context_variables.yaml": state("triggers:", "  - { type: agent_text, match: { contains: a } }") },
    error: "context_variables.yaml:11:11 default.invalid",
    says: "Write a `set:`",
  },
  {
    what: "a trigger that sets a text where a number belongs",
    files: {
      "context_variables.yaml": state(
        "triggers:",
        "  - { type: agent_text, match: { regex: '(.)' }, set: $1 }",
      ).replace("type: string\n    source", "type: integer\n    source"),
    },
    error: "context_variables.yaml:11:61 default.invalid",
    says: "must be integer",
  },
  {
    what: "a trigger of a tool without UI",
    files: { "context_variables.yaml": state("triggers:", "  - { type: ui_response, tool: greet, response_key: a }") },
    error: "context_variables.yaml:11:38 name.unknown",
    says: "no UI tool",
  },
  {
    what: "hidden text in a trigger",
    files: {
      "context_variables.yaml": state(
        "triggers:",
        "  - { type: agent_text, match: { contains: a }, set: b, ui_hidden: true }",
      ),
    },
    error: "context_variables.yaml:11:63 key.unknown",
    says: "visual_agents",
  },
  {
    what: "an unknown variable that is shown",
    files: {
      "context_variables.yaml": `${smallWorkflow["context_variables.yaml"] ?? ""}agents:\n  - agent: Ann\n    variables: [stge]\n`,
    },
    error: "context_variables.yaml:8:17 name.unknown",
    says: 'Did you mean "stage"?',
  },
  {
    what: "a variable shown to an unknown agent",
    files: {
      "context_variables.yaml": `${smallWorkflow["context_variables.yaml"] ?? ""}agents:\n  - agent: Dan\n    variables: [stage]\n`,
    },
    error: "context_variables.yaml:7:12 name.unknown",
    says: "agents.yaml",
  },
  {
    what: "an unknown agent that is seen",
    files: { "ui_config.yaml": "visual_agents: [Ann, Bo]\n" },
    error: "ui_config.yaml:1:22 name.unknown",
    says: 'Did you mean "Bob"?',
  },
  {
    what: "an unknown key of what is seen",
    files: { "ui_config.yaml": "visual_agent: [Ann]\n" },
    error: "ui_config.yaml:1:1 key.unknown",
    says: 'Did you mean "visual_agents"?',
  },
];
