import type { MalformedDefinition } from "./malformed-definition.ts";

const orchestrator = (...lines: readonly string[]): string => ["workflow_name: Small", ...lines, ""].join("\n");

export const brokenOrchestrators: readonly MalformedDefinition[] = [
  {
    what: "a key that every object has",
    files: { "orchestrator.yaml": orchestrator("__proto__: 3") },
    error: "orchestrator.yaml:2:1 key.unknown",
    says: "Known keys",
  },
  {
    what: "an unknown key",
    files: { "orchestrator.yaml": orchestrator("max_turn: 3") },
    error: "orchestrator.yaml:2:1 key.unknown",
    says: 'Did you mean "max_turns"?',
  },
  {
    what: "a key of the original without meaning",
    files: { "orchestrator.yaml": orchestrator("database_manager: {}") },
    error: "orchestrator.yaml:2:1 key.unknown",
    says: "tools open their own connections",
  },
  {
    what: "a text as max_turns",
    files: { "orchestrator.yaml": orchestrator("max_turns: many") },
    error: "orchestrator.yaml:2:12 value.invalid",
    says: "max_turns is not a number",
  },
  {
    what: "max_turns of zero",
    files: { "orchestrator.yaml": orchestrator("max_turns: 0") },
    error: "orchestrator.yaml:2:12 value.invalid",
    says: "max_turns",
  },
  {
    what: "yes as a boolean",
    files: { "orchestrator.yaml": orchestrator("human_in_the_loop: yes") },
    error: "orchestrator.yaml:2:20 value.invalid",
    says: "Write true or false",
  },
  {
    what: "an unknown startup mode",
    files: { "orchestrator.yaml": orchestrator("startup_mode: UserDrive") },
    error: "orchestrator.yaml:2:15 value.invalid",
    says: 'Did you mean "UserDriven"?',
  },
  {
    what: "ManualPattern without a person",
    files: { "orchestrator.yaml": orchestrator("orchestration_pattern: ManualPattern") },
    error: "orchestrator.yaml:2:24 key.conflict",
    says: "human_in_the_loop: true",
  },
  {
    what: "an unknown pattern",
    files: { "orchestrator.yaml": orchestrator("orchestration_pattern: Default") },
    error: "orchestrator.yaml:2:24 value.invalid",
    says: "DefaultPattern",
  },
  {
    what: "triggers",
    files: { "orchestrator.yaml": orchestrator("triggers:", "  - event: a") },
    error: "orchestrator.yaml:2:1 feature.not-supported",
    says: "triggers",
  },
  {
    what: "an unknown initial agent",
    files: { "orchestrator.yaml": orchestrator("initial_agent: Anne") },
    error: "orchestrator.yaml:2:16 name.unknown",
    says: 'Did you mean "Ann"?',
  },
  {
    what: "an unknown output",
    files: { "orchestrator.yaml": orchestrator("output: stages") },
    error: "orchestrator.yaml:2:9 name.unknown",
    says: 'Did you mean "stage"?',
  },
  {
    what: "an input that is no object",
    files: { "orchestrator.yaml": orchestrator("input_schema:", "  type: string") },
    error: "orchestrator.yaml:3:3 schema.invalid",
    says: "must be an object",
  },
  {
    what: "an input that is no variable",
    files: { "orchestrator.yaml": orchestrator("input_schema:", "  type: object", "  properties:", "    stag: {}") },
    error: "orchestrator.yaml:5:5 name.unknown",
    says: 'Did you mean "stage"?',
  },
  {
    what: "an input schema that is none",
    files: { "orchestrator.yaml": orchestrator("input_schema:", "  type: objekt") },
    error: "orchestrator.yaml:3:9 schema.invalid",
    says: "Not a JSON Schema",
  },
  {
    what: "a temperature out of range",
    files: { "orchestrator.yaml": orchestrator("model_defaults: { temperature: 3 }") },
    error: "orchestrator.yaml:2:32 value.invalid",
    says: "temperature",
  },
  {
    what: "a model that leads to itself",
    files: { "orchestrator.yaml": orchestrator("models:", "  a: b", "  b: { model: c }", "  c: a") },
    error: "orchestrator.yaml:3:6 model.cycle",
    says: "a, b, c, a",
  },
  {
    what: "a model of an unknown provider",
    files: { "orchestrator.yaml": orchestrator("models:", "  a: antropic/claude-haiku-4-5") },
    error: "orchestrator.yaml:3:6 name.unknown",
    says: 'Did you mean "anthropic"?',
  },
  {
    what: "a fallback of an unknown provider",
    files: {
      "orchestrator.yaml": orchestrator(
        "models:",
        "  a: { model: gpt-4o, fallbacks: [b, mistral/large] }",
        "  b: gpt-4.1",
      ),
    },
    error: "orchestrator.yaml:3:38 name.unknown",
    says: "openai/mistral/large for the server of OPENAI_API_BASE",
  },
  {
    what: "a provider without a model",
    files: { "orchestrator.yaml": orchestrator("model_defaults: { model: google/ }") },
    error: "orchestrator.yaml:2:26 value.invalid",
    says: "google/<name>",
  },
  {
    what: "a name of a model with a slash",
    files: { "orchestrator.yaml": orchestrator("models:", "  my/fast: gpt-4o") },
    error: "orchestrator.yaml:3:3 name.invalid",
    says: "cannot name a model",
  },
  {
    what: "a model that is declared without its model",
    files: { "orchestrator.yaml": orchestrator("models:", "  fast: { temperature: 0 }") },
    error: "orchestrator.yaml:3:9 key.missing",
    says: "model",
  },
  {
    what: "a misspelt key of a model",
    files: { "orchestrator.yaml": orchestrator("models:", "  fast: { model: gpt-4o, fallback: [gpt-4] }") },
    error: "orchestrator.yaml:3:26 key.unknown",
    says: 'Did you mean "fallbacks"?',
  },
  {
    what: "a model declared twice",
    files: { "orchestrator.yaml": orchestrator("models:", "  fast: gpt-4o", "  fast: gpt-4") },
    error: "orchestrator.yaml:4:3 yaml.syntax",
    says: "must be unique",
  },
  {
    what: "an option that the provider of a model does not have",
    files: {
      "orchestrator.yaml": orchestrator(
        "models:",
        "  a: { model: anthropic/claude-haiku-4-5, options: { thinkin: {} } }",
      ),
    },
    error: "orchestrator.yaml:3:54 key.unknown",
    says: 'Did you mean "thinking"?',
  },
  {
    what: "a setting as an option",
    files: { "orchestrator.yaml": orchestrator("model_defaults: { options: { temperature: 1 } }") },
    error: "orchestrator.yaml:2:30 key.conflict",
    says: "beside `options:`",
  },
];
