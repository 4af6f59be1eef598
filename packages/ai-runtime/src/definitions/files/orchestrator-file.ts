import { z } from "zod";
import { ModelConfig } from "./agents-file.ts";
import { later, SchemaObject, Seconds, Text } from "./fields.ts";

/** An entry of `models`: the settings of `llm_config`, and who answers instead. */
const ModelAlias = ModelConfig.extend({
  model: Text.describe("`provider/model`, a bare name, or another alias"),
  fallbacks: z
    .array(Text)
    .min(1)
    .max(5)
    .nullish()
    .describe("models that answer, in this order, when this one is unavailable; aliases keep their own settings"),
});
export type ModelAlias = z.infer<typeof ModelAlias>;

/** `orchestrator.yaml`: what the workflow is and how it runs. */
export const OrchestratorFile = z.strictObject({
  workflow_name: Text.nullish().describe("what people read; default: the folder's name"),
  description: z.string().nullish().describe("what the workflow is for, in a sentence people read"),
  version: z
    .union([z.string(), z.number()])
    .nullish()
    .describe("a note for people; the version that sessions are pinned to is the hash of the folder"),
  max_turns: z
    .int()
    .min(1)
    .max(1_000)
    .nullish()
    .describe("turns of a run, 1 to 1000 (20); then it completes with reason `max_turns`"),
  max_duration_s: Seconds.nullish().describe("seconds of a run; then it fails with `run.timed-out`"),
  human_in_the_loop: z
    .boolean()
    .nullish()
    .describe("where a person would speak next: `true` waits for them, `false` (default) completes"),
  startup_mode: z
    .enum(["UserDriven", "AgentDriven", "BackendOnly"])
    .nullish()
    .describe("`UserDriven` (default) waits for a person, `AgentDriven` speaks first, `BackendOnly` has no chat"),
  orchestration_pattern: z
    .enum(["DefaultPattern", "AutoPattern", "RoundRobinPattern", "RandomPattern", "ManualPattern"])
    .nullish()
    .describe("how the next speaker is chosen where no rule decides"),
  initial_agent: Text.nullish().describe("who speaks first; default: the first agent"),
  initial_message: Text.nullish().describe("said to the agents and hidden from people, to begin with"),
  initial_message_to_user: Text.nullish().describe("shown at once as the initial agent's words"),
  suggestions: z.array(Text).max(20).nullish().describe("things a person could say first, at most 20"),
  entry_point: z.boolean().nullish().describe("true for the workflow that a pack begins with"),
  input_schema: SchemaObject.nullish().describe("JSON Schema of the input object; its properties become variables"),
  output: Text.nullish().describe("the variable or structured output that is the run's `result`"),
  triggers: later("triggers"),
  models: z
    .record(z.string(), z.union([Text, ModelAlias]))
    .nullish()
    .describe("models by names of one's own, for `llm_config.model`: `fast: openai/gpt-4o-mini`"),
  model_defaults: ModelConfig.nullish().describe("`llm_config` of the agents that set none"),
});
export type OrchestratorFile = z.infer<typeof OrchestratorFile>;
