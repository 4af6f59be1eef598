import { smallWorkflow } from "../temporary-workflow.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

/** A second tool, from line 8. */
const tool = (...lines: readonly string[]): string =>
  `${smallWorkflow["tools.yaml"] ?? ""}  - agent: Ann\n${lines.map((line) => `    ${line}\n`).join("")}`;
const more = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  "tools.yaml": tool("name: more", "file: greet.ts", "function: greet", ...lines),
});
const ui = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  "tools.yaml": tool("name: ask", "tool_type: UI_Tool", ...lines),
});

const lifecycle = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  "tools.yaml": `${smallWorkflow["tools.yaml"] ?? ""}lifecycle_tools:\n  - ${lines.join("\n    ")}\n`,
});

export const brokenTools: readonly MalformedDefinition[] = [
  {
    what: "a tool with the name of nested chats",
    files: { "tools.yaml": "tools:\n  - { name: nested_chat, agent: Ann, file: greet.ts, function: greet }\n" },
    error: "tools.yaml:2:13 name.invalid",
    says: "what handoffs call nested chats",
  },
  {
    what: "a tool of an unknown agent",
    files: {
      "tools.yaml": tool("file: greet.ts", "function: greet", "name: more").replace(/Ann\n    file/, "An\n    file"),
    },
    error: "tools.yaml:8:12 name.unknown",
    says: 'Did you mean "Ann"?',
  },
  {
    what: "a tool of a list with an unknown agent",
    files: {
      "tools.yaml": tool("file: greet.ts", "function: greet", "name: more").replace(
        /Ann\n    file/,
        "[Ann, X]\n    file",
      ),
    },
    error: "tools.yaml:8:18 name.unknown",
    says: "agents.yaml",
  },
  {
    what: "a tool's name twice",
    files: { "tools.yaml": tool("file: greet.ts", "function: greet") },
    error: "tools.yaml:8:5 name.duplicate",
    says: "line 3",
  },
  {
    what: "a tool's name that handoffs use",
    files: { "tools.yaml": tool("name: transfer_to_Bob", "file: greet.ts", "function: greet") },
    error: "tools.yaml:9:11 name.invalid",
    says: "which handoffs use",
  },
  {
    what: "a tool without anything",
    files: { "tools.yaml": tool("description: x") },
    error: "tools.yaml:8:5 key.missing",
    says: "Add `name:`",
  },
  {
    what: "a tool without code",
    files: { "tools.yaml": tool("name: more") },
    error: "tools.yaml:8:5 key.missing",
    says: "Add `file:` and `function:`",
  },
  {
    what: "a tool without function",
    files: { "tools.yaml": tool("name: more", "file: greet.ts") },
    error: "tools.yaml:8:5 key.missing",
    says: "Add `function:`",
  },
  {
    what: "a function without file",
    files: { "tools.yaml": tool("function: more") },
    error: "tools.yaml:8:5 key.missing",
    says: "Add `file:`",
  },
  {
    what: "an unknown key of a tool",
    files: more("idempotant: true"),
    error: "tools.yaml:12:5 key.unknown",
    says: 'Did you mean "idempotent"?',
  },
  { what: "an unknown visibility", files: more("show: all"), error: "tools.yaml:12:11 value.invalid", says: "full" },
  {
    what: "a negative timeout",
    files: more("timeout_s: -1"),
    error: "tools.yaml:12:16 value.invalid",
    says: "timeout_s",
  },
  {
    what: "an approval that is neither true nor an expression",
    files: more("requires_approval: 3"),
    error: "tools.yaml:12:24 value.invalid",
    says: "requires_approval",
  },
  {
    what: "an approval that reads what is not declared",
    files: more("requires_approval: arguments.amount > limt"),
    error: "tools.yaml:12:43 expression.invalid",
    says: "limt",
  },
  {
    what: "a workflow as tool that also has code",
    files: more("workflow: Other"),
    error: "tools.yaml:12:5 key.conflict",
    says: "workflow and file",
  },
  {
    what: "a lifecycle tool without code",
    files: lifecycle("trigger: before_chat"),
    error: "tools.yaml:9:5 key.missing",
    says: "no code",
  },
  {
    what: "a lifecycle tool at an unknown time",
    files: lifecycle("trigger: before_chats"),
    error: "tools.yaml:9:14 value.invalid",
    says: 'Did you mean "before_chat"?',
  },
  {
    what: "a lifecycle tool of an unknown agent",
    files: lifecycle("trigger: before_agent", "agent: Anne", "file: greet.ts", "function: greet", "name: begin"),
    error: "tools.yaml:10:12 name.unknown",
    says: 'Did you mean "Ann"?',
  },
  {
    what: "a lifecycle tool of an agent for the chat",
    files: lifecycle("trigger: after_chat", "agent: Ann", "file: greet.ts", "function: greet", "name: begin"),
    error: "tools.yaml:10:5 key.conflict",
    says: "not of any agent",
  },
  {
    what: "a lifecycle tool named like a tool",
    files: lifecycle("trigger: after_chat", "file: greet.ts", "function: greet"),
    error: "tools.yaml:9:5 name.duplicate",
    says: "line 2",
  },
  {
    what: "a lifecycle tool without its function",
    files: lifecycle("trigger: after_chat", "file: greet.ts", "function: gret"),
    error: "tools.yaml:11:15 code.export-missing",
    says: 'Did you mean "greet"?',
  },
  {
    what: "a lifecycle tool with auto_invoke",
    files: lifecycle("trigger: after_chat", "auto_invoke: true", "file: greet.ts", "function: greet", "name: begin"),
    error: "tools.yaml:10:5 feature.not-supported",
    says: "auto_invoke",
  },
  {
    what: "a lifecycle tool with ui",
    files: lifecycle("trigger: after_chat", "ui: { component: a }", "file: greet.ts", "function: greet", "name: begin"),
    error: "tools.yaml:10:5 feature.not-supported",
    says: "UI of lifecycle tools",
  },
  {
    what: "parameters that are no schema",
    files: more("parameters: { type: object, properties: { a: { type: text } } }"),
    error: "tools.yaml:12:58 schema.invalid",
    says: "Not a JSON Schema",
  },
  {
    what: "parameters that are no object",
    files: more("parameters: { type: string }"),
    error: "tools.yaml:12:17 schema.invalid",
    says: "type: object",
  },
  {
    what: "parameters with a reference to nothing",
    files: more("parameters: { type: object, properties: { a: { $ref: '#/$defs/b' } } }"),
    error: "tools.yaml:12:17 schema.invalid",
    says: "resolve",
  },
  {
    what: "a missing file",
    files: { "tools.yaml": tool("name: more", "file: gret.ts", "function: greet") },
    error: "tools.yaml:10:11 file.missing",
    says: 'Did you mean "greet.ts"?',
  },
  {
    what: "a file outside",
    files: { "tools.yaml": tool("name: more", "file: ../../x.ts", "function: greet") },
    error: "tools.yaml:10:11 file.leaves-folder",
    says: "Move the file into tools/",
  },
  {
    what: "an absolute file",
    files: { "tools.yaml": tool("name: more", "file: /etc/passwd.ts", "function: greet") },
    error: "tools.yaml:10:11 file.leaves-folder",
    says: "outside",
  },
  {
    what: "a Python file",
    files: { "tools.yaml": tool("name: more", "file: email_tools.py", "function: greet"), "tools/email_tools.py": "" },
    error: "tools.yaml:10:11 code.python",
    says: "Port it to tools/email_tools.ts",
  },
  {
    what: "a Python implementation",
    files: { "tools.yaml": tool("implementation: email_tools.send"), "tools/email_tools.py": "" },
    error: "tools.yaml:9:21 code.python",
    says: "Port it",
  },
  {
    what: "a file that is no code",
    files: { "tools.yaml": tool("name: more", "file: a.txt", "function: greet"), "tools/a.txt": "" },
    error: "tools.yaml:10:11 value.invalid",
    says: "not a TypeScript or JavaScript file",
  },
  {
    what: "an implementation without function",
    files: { "tools.yaml": tool("name: more", "implementation: greet") },
    error: "tools.yaml:10:21 value.invalid",
    says: "not module.function",
  },
  {
    what: "an implementation in a missing file",
    files: { "tools.yaml": tool("implementation: gret.more") },
    error: "tools.yaml:9:21 file.missing",
    says: 'Did you mean "greet.ts"?',
  },
  {
    what: "an implementation and a file",
    files: more("implementation: greet.greet"),
    error: "tools.yaml:12:5 key.conflict",
    says: "Keep one",
  },
  {
    what: "a missing export",
    files: { "tools.yaml": tool("name: more", "file: greet.ts", "function: great") },
    error: "tools.yaml:11:15 code.export-missing",
    says: 'Did you mean "greet"?',
  },
  {
    what: "a CommonJS module",
    files: {
      "tools.yaml": tool("name: more", "file: old.js", "function: old"),
      "tools/old.js": "module.exports = { old() {} };\n",
    },
    error: "tools.yaml:11:15 code.export-missing",
    says: "export function old",
  },
  {
    what: "a syntax error in a tool",
    files: { "tools/greet.ts": "export const greet = () => {\n  return (;\n};\n" },
    error: "tools/greet.ts:2:11 code.invalid",
    says: "Unexpected",
  },
  {
    what: "an import of a package that is not there",
    files: { "tools/greet.ts": 'import x from "not-there-at-all";\nexport const greet = x;\n' },
    error: "tools/greet.ts:1:15 code.invalid",
    says: "Install the package",
  },
  {
    what: "an import of a missing name",
    files: {
      "tools/greet.ts": 'import { nothing } from "./other.ts";\nexport const greet = () => nothing();\n',
      "tools/other.ts": "export const x = 1;\n",
    },
    error: "tools/greet.ts:1:10 code.invalid",
    says: "nothing",
  },
  {
    what: "a syntax error in the rehearsal",
    files: { "rehearsal.ts": "export const Ann = ;\n" },
    error: "rehearsal.ts:1:20 code.invalid",
    says: "Unexpected",
  },
  { what: "a UI tool without ui", files: ui(), error: "tools.yaml:8:5 key.missing", says: "needs ui" },
  {
    what: "ui on another tool",
    files: more("ui: { component: core.form }"),
    error: "tools.yaml:12:5 key.conflict",
    says: "UI_Tool",
  },
  {
    what: "ui without component",
    files: ui("ui: { mode: inline }"),
    error: "tools.yaml:11:9 key.missing",
    says: "component",
  },
  {
    what: "an unknown mode",
    files: ui("ui: { component: core.form, mode: modal }"),
    error: "tools.yaml:11:39 value.invalid",
    says: "inline, artifact",
  },
  {
    what: "a missing component",
    files: { ...ui("ui: { component: Picker }"), "components/Piker.tsx": "export default {};\n" },
    error: "tools.yaml:11:22 file.missing",
    says: 'Did you mean "Piker"?',
  },
  {
    what: "a component of the chat that there is not",
    files: ui("ui: { component: core.from }"),
    error: "tools.yaml:11:22 name.unknown",
    says: 'Did you mean "core.form"?',
  },
  {
    what: "a component of the chat without its first name",
    files: ui("ui: { component: chart }"),
    error: "tools.yaml:11:22 file.missing",
    says: 'Did you mean "core.chart"?',
  },
  {
    what: "a component that nobody has",
    files: ui("ui: { component: acme. }"),
    error: "tools.yaml:11:22 file.missing",
    says: "as `acme.picker`",
  },
  {
    what: "a component that does not compile",
    files: { "components/Picker.tsx": "export default { render: };\n" },
    error: "components/Picker.tsx:1:26 code.invalid",
    says: "Unexpected",
  },
  {
    what: "a component without a default export",
    files: { "components/Picker.tsx": "export const Picker = {};\n" },
    error: "components/Picker.tsx:1:1 code.export-missing",
    says: "export default defineUITool",
  },
  {
    what: "a component that imports what no page shares",
    files: { "components/Picker.tsx": 'import { useChatUI } from "@mozaiks/chatui";\nexport default useChatUI;\n' },
    error: "components/Picker.tsx:1:27 code.invalid",
    says: "react, react/jsx-runtime",
  },
  {
    what: "a component that imports a module of Node",
    files: { "components/Picker.tsx": 'import { cwd } from "node:process";\nexport default cwd;\n' },
    error: "components/Picker.tsx:1:21 code.invalid",
    says: "node:process",
  },
  {
    what: "a component that leaves the folder",
    files: { "components/Picker.tsx": 'import all from "../../other.json";\nexport default all;\n' },
    error: "components/Picker.tsx:1:17 code.invalid",
    says: "Could not resolve",
  },
  {
    what: "a response schema that is none",
    files: ui("ui: { component: core.form, response_schema: { type: [] } }"),
    error: "tools.yaml:11:58 schema.invalid",
    says: "Not a JSON Schema",
  },
];
