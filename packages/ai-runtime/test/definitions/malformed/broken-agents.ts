import { smallWorkflow } from "../temporary-workflow.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

/** A third agent, from line 7. */
const agent = (...lines: readonly string[]): string =>
  `${smallWorkflow["agents.yaml"] ?? ""}  - name: Cat\n${lines.map((line) => `    ${line}\n`).join("")}`;

const auto = { "structured_outputs.yaml": "models: { Reply: { fields: { text: { type: str } } } }\n" };
const secondTool = (more: string): string =>
  `${smallWorkflow["tools.yaml"] ?? ""}  - name: more\n    file: greet.ts\n    function: greet\n    parameters: { type: object }\n${more}`;

export const brokenAgents: readonly MalformedDefinition[] = [
  {
    what: "no agents",
    files: { "agents.yaml": "agents: []\n", "handoffs.yaml": undefined, "tools.yaml": undefined },
    error: "agents.yaml:1:9 agent.none",
    says: "has no agents",
  },
  {
    what: "agents missing",
    files: { "agents.yaml": "agent: []\n" },
    error: "agents.yaml:1:1 key.unknown",
    says: 'Did you mean "agents"?',
  },
  {
    what: "an agent without name",
    files: { "agents.yaml": agent().replace("- name: Cat\n", "- role: Cat\n") },
    error: "agents.yaml:7:5 key.missing",
    says: "agents[2].name is missing",
  },
  {
    what: "agents as an object",
    files: { "agents.yaml": "agents:\n  Ann: {}\n" },
    error: "agents.yaml:2:3 value.invalid",
    says: "a list",
  },
  {
    what: "an agent's name twice",
    files: { "agents.yaml": agent().replace("Cat", "Ann") },
    error: "agents.yaml:7:11 name.duplicate",
    says: "line 2",
  },
  {
    what: "a name with a space",
    files: { "agents.yaml": agent().replace("Cat", "Cat Two") },
    error: "agents.yaml:7:11 name.invalid",
    says: "letters, digits",
  },
  {
    what: "a reserved name",
    files: { "agents.yaml": agent().replace("Cat", "Terminate") },
    error: "agents.yaml:7:11 name.invalid",
    says: "Choose another name",
  },
  {
    what: "an unknown key of an agent",
    files: { "agents.yaml": agent("sytem_message: x") },
    error: "agents.yaml:8:5 key.unknown",
    says: 'Did you mean "system_message"?',
  },
  {
    what: "two prompts",
    files: { "agents.yaml": agent("system_message: x", "prompt_sections: []") },
    error: "agents.yaml:8:5 key.conflict",
    says: "Keep one",
  },
  {
    what: "a section without text",
    files: { "agents.yaml": agent("prompt_sections:", "  - heading: x") },
    error: "agents.yaml:9:9 key.missing",
    says: "either content or file",
  },
  {
    what: "a missing prompt file",
    files: { "agents.yaml": agent("prompt_sections:", "  - file: prompts/x.md") },
    error: "agents.yaml:9:15 file.missing",
    says: "Create prompts/x.md",
  },
  {
    what: "a prompt file outside",
    files: { "agents.yaml": agent("prompt_sections:", "  - file: ../x.md") },
    error: "agents.yaml:9:15 file.leaves-folder",
    says: "outside of the folder",
  },
  {
    what: "a broken template",
    files: { "agents.yaml": agent('system_message: "{% if stage %}"') },
    error: "agents.yaml:8:21 prompt.invalid",
    says: "not closed",
  },
  {
    what: "a broken template in a file",
    files: { "agents.yaml": agent("prompt_sections:", "  - file: p.md"), "p.md": "Hi\n there {{ stage | nope }}\n" },
    error: "p.md:2:8 prompt.invalid",
    says: "unknown filter nope",
  },
  {
    what: "a template that includes another",
    files: { "agents.yaml": agent("system_message: '{% include \"x\" %}'") },
    error: "agents.yaml:8:21 prompt.invalid",
    says: "not available in prompts",
  },
  {
    what: "an unknown variable in a prompt",
    files: { "agents.yaml": agent('system_message: "It is {{ stge }}."') },
    error: "agents.yaml:8:21 name.unknown",
    says: 'Did you mean "stage"?',
  },
  {
    what: "an unknown tool of an agent",
    files: { "agents.yaml": agent("tools: [gret]") },
    error: "agents.yaml:8:13 name.unknown",
    says: 'Did you mean "greet"?',
  },
  {
    what: "an unknown variable shown to an agent",
    files: { "agents.yaml": agent("context: [stage, state]") },
    error: "agents.yaml:8:22 name.unknown",
    says: 'Did you mean "stage"?',
  },
  {
    what: "an unknown model of an agent",
    files: { "agents.yaml": agent("structured_output: Reply") },
    error: "agents.yaml:8:24 name.unknown",
    says: "structured_outputs.yaml",
  },
  {
    what: "an update of what cannot be set",
    files: { "agents.yaml": agent("can_update: [user_id]") },
    error: "agents.yaml:8:18 value.invalid",
    says: "not a state variable",
  },
  {
    what: "auto_tool_mode without a structured output",
    files: { "agents.yaml": agent("tools: [greet]", "auto_tool_mode: true") },
    error: "agents.yaml:9:21 key.missing",
    says: "structured output",
  },
  {
    what: "auto_tool_mode without a tool",
    files: { ...auto, "agents.yaml": agent("structured_output: Reply", "auto_tool_mode: true") },
    error: "agents.yaml:9:21 key.missing",
    says: "has no tool",
  },
  {
    what: "auto_tool_mode with several tools",
    files: {
      ...auto,
      "agents.yaml": agent("structured_output: Reply", "tools: [greet, more]", "auto_tool_mode: true"),
      "tools.yaml": secondTool(""),
    },
    error: "agents.yaml:10:21 key.missing",
    says: "auto_invoke: true",
  },
  {
    what: "auto_tool_mode with two tools to call",
    files: {
      ...auto,
      "agents.yaml": agent("structured_output: Reply", "tools: [greet, more]", "auto_tool_mode: true"),
      "tools.yaml": secondTool("    auto_invoke: true\n").replace(
        "    name: greet",
        "    auto_invoke: true\n    name: greet",
      ),
    },
    error: "agents.yaml:10:21 key.conflict",
    says: "one of them only",
  },
  {
    what: "a class without a module",
    files: { "agents.yaml": agent("class: Mine") },
    error: "agents.yaml:8:12 value.invalid",
    says: "is not module.Export",
  },
  {
    what: "a class of a module that is not there",
    files: { "agents.yaml": agent("class: gret.Ann") },
    error: "agents.yaml:8:12 file.missing",
    says: 'Did you mean "greet.ts"?',
  },
  {
    what: "a class that its module does not export",
    files: { "agents.yaml": agent("class: greet.Greet") },
    error: "agents.yaml:8:12 code.export-missing",
    says: "does not export Greet, the class of agent",
  },
  {
    what: "a class of a module in Python",
    files: { "agents.yaml": agent("class: planner.Planner"), "tools/planner.py": "class Planner: pass\n" },
    error: "agents.yaml:8:12 code.python",
    says: "Port it to tools/planner.ts",
  },
  {
    what: "image generation",
    files: { "agents.yaml": agent("image_generation_enabled: true") },
    error: "agents.yaml:8:5 feature.not-supported",
    says: "image generation",
  },
  {
    what: "a guardrail that is none",
    files: { "agents.yaml": agent("input_guardrails: [a]") },
    error: "agents.yaml:8:24 value.invalid",
    says: "object",
  },
  {
    what: "a guardrail of an unknown kind",
    files: { "agents.yaml": agent("input_guardrails:", "  - { name: a, type: regexp, pattern: a, target: user }") },
    error: "agents.yaml:9:26 value.invalid",
    says: 'Did you mean "regex"?',
  },
  {
    what: "a guardrail without a pattern",
    files: { "agents.yaml": agent("output_guardrails:", "  - { name: a, type: regex, target: user }") },
    error: "agents.yaml:9:9 key.missing",
    says: "pattern",
  },
  {
    what: "a guardrail with a broken pattern",
    files: { "agents.yaml": agent("output_guardrails:", "  - { name: a, type: regex, pattern: '(', target: user }") },
    error: "agents.yaml:9:42 regex.invalid",
    says: "Invalid regular expression",
  },
  {
    what: "a guardrail with a broken condition",
    files: {
      "agents.yaml": agent(
        "input_guardrails:",
        '  - { name: a, type: expression, condition: txt == "a", target: user }',
      ),
    },
    error: "agents.yaml:9:49 expression.invalid",
    says: 'Did you mean "text"?',
  },
  {
    what: "a guardrail that leads to nobody",
    files: { "agents.yaml": agent("input_guardrails:", "  - { name: a, type: llm, prompt: Rude?, target: Ben }") },
    error: "agents.yaml:9:54 name.unknown",
    says: "agents.yaml",
  },
  {
    what: "a guardrail's name twice",
    files: {
      "agents.yaml": agent(
        "input_guardrails:",
        "  - { name: a, type: llm, prompt: Rude?, target: user }",
        "output_guardrails:",
        "  - { name: a, type: llm, prompt: Rude?, target: user }",
      ),
    },
    error: "agents.yaml:11:17 name.duplicate",
    says: "line 9",
  },
  {
    what: "a model of an unknown provider",
    files: { "agents.yaml": agent("llm_config: { model: gogle/gemini-2.5-pro }") },
    error: "agents.yaml:8:26 name.unknown",
    says: 'Did you mean "google"?',
  },
  {
    what: "an option that the model's provider does not have",
    files: { "agents.yaml": agent("llm_config: { model: google/gemini-2.5-pro, options: { thinking_confg: {} } }") },
    error: "agents.yaml:8:60 key.unknown",
    says: 'Did you mean "thinking_config"?',
  },
  {
    what: "an unknown setting of a model",
    files: { "agents.yaml": agent("llm_config: { temprature: 1 }") },
    error: "agents.yaml:8:19 key.unknown",
    says: 'Did you mean "temperature"?',
  },
];
