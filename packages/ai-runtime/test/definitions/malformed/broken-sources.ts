import { smallWorkflow } from "../temporary-workflow.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

/** A third variable, from line 6, its source in line 8. */
const variable = (type: string, source: string, ...lines: readonly string[]): string =>
  `${smallWorkflow["context_variables.yaml"] ?? ""}  - name: extra\n    type: ${type}\n    source: { ${source} }\n${lines
    .map((line) => `    ${line}\n`)
    .join("")}`;

const broken = (
  what: string,
  content: string,
  error: string,
  says: string,
  files: Readonly<Record<string, string>> = {},
): MalformedDefinition => ({
  what,
  files: { "context_variables.yaml": content, ...files },
  error: `context_variables.yaml:${error}`,
  says,
});

const tool = (more: string): Readonly<Record<string, string>> => ({
  "tools.yaml": (smallWorkflow["tools.yaml"] ?? "").replace("    description", `    ${more}\n    description`),
});

export const brokenSources: readonly MalformedDefinition[] = [
  broken("a file that is missing", variable("object", "type: file, path: plans.jsn"), "8:33 file.missing", "plans.jsn"),
  broken("a file outside", variable("object", "type: file, path: ../plans.json"), "8:33 file.leaves-folder", "outside"),
  broken(
    "a file that is not JSON",
    variable("object", "type: file, path: p.json"),
    "8:33 default.invalid",
    "is not JSON",
    {
      "p.json": "{ a: 1 }",
    },
  ),
  broken("a file of another type", variable("array", "type: file, path: a/p.json"), "8:33 default.invalid", "array", {
    "a/p.json": '{ "a": 1 }',
  }),
  broken("text where an object belongs", variable("object", "type: file, path: p.md"), "8:33 default.invalid", "text", {
    "p.md": "# Plans",
  }),
  broken("a large file", variable("string", "type: file, path: p.md"), "8:33 file.too-large", "64 KiB", {
    "p.md": "x".repeat(70_000),
  }),
  broken("an unknown format", variable("object", "type: file, path: p.md, format: xml"), "8:47 value.invalid", "yaml"),
  broken(
    "a file and a default",
    variable("string", "type: file, path: p.md", "default: b"),
    "9:5 key.conflict",
    "The file gives the value",
    { "p.md": "a" },
  ),
  broken(
    "a formula that is none",
    variable("integer", 'type: computed, expression: "count +"'),
    "8:51 expression.invalid",
    "cannot be parsed",
  ),
  broken(
    "a formula of what is not there",
    variable("integer", 'type: computed, expression: "coumt + 1"'),
    "8:44 expression.invalid",
    'Did you mean "count"?',
  ),
  broken(
    "a formula of another type",
    variable("integer", 'type: computed, expression: "string(count)"'),
    "8:43 expression.invalid",
    "gives string",
  ),
  broken(
    "a formula over artifacts",
    variable("integer", 'type: computed, expression: "size(artifacts)"'),
    "8:43 expression.invalid",
    "no variable",
  ),
  broken(
    "a formula that reads more than its inputs",
    variable("integer", 'type: computed, expression: "count + 1", inputs: [stage]'),
    "8:43 expression.invalid",
    "not among its inputs",
  ),
  broken(
    "an input that is not there",
    variable("integer", 'type: computed, expression: "1 + 1", inputs: [stge]'),
    "8:61 name.unknown",
    'Did you mean "stage"?',
  ),
  broken(
    "a variable that follows from itself",
    variable("integer", 'type: computed, expression: "extra + 1"'),
    "8:43 variable.cycle",
    "extra -> extra",
  ),
  broken(
    "variables that follow from each other",
    `${variable("integer", 'type: computed, expression: "last + 1"')}  - name: last\n    type: integer\n    source: { type: computed, expression: "extra + 1" }\n`,
    "8:43 variable.cycle",
    "extra -> last -> extra",
  ),
  broken(
    "a computed variable with a default",
    variable("integer", 'type: computed, expression: "count + 1"', "default: 1"),
    "9:5 key.conflict",
    "The expression gives the value",
  ),
  broken(
    "a computed variable with a schema",
    variable("integer", 'type: computed, expression: "count + 1"', "schema: { minimum: 1 }"),
    "9:5 key.conflict",
    "schema has no meaning",
  ),
  broken(
    "an external value of an unknown tool",
    variable("string", "type: external, tool: gret"),
    "8:37 name.unknown",
    'Did you mean "greet"?',
  ),
  broken(
    "an external value of a tool with effects",
    variable("string", "type: external, tool: greet"),
    "8:37 value.invalid",
    "idempotent",
  ),
  broken(
    "an external value of a tool that waits",
    variable("string", "type: external, tool: greet"),
    "8:37 value.invalid",
    "approval",
    tool("idempotent: true\n    requires_approval: true"),
  ),
  broken(
    "an external value of a tool with arguments",
    variable("string", "type: external, tool: greet"),
    "8:37 value.invalid",
    "without arguments",
    {
      "tools.yaml": (tool("idempotent: true")["tools.yaml"] ?? "").replace(
        "{ type: object }",
        "{ type: object, required: [name] }",
      ),
    },
  ),
];
