import { z } from "zod";
import { ModelConfig } from "./agents-file.ts";
import { later, notSupported, SchemaObject, Seconds, Text } from "./fields.ts";

const laterPatterns = ["AutoPattern", "RoundRobinPattern", "RandomPattern", "ManualPattern"];

/** `orchestrator.yaml`: what the workflow is and how it runs. */
export const OrchestratorFile = z.strictObject({
  workflow_name: Text.nullish(),
  description: z.string().nullish(),
  version: z.union([z.string(), z.number()]).nullish(),
  max_turns: z.int().min(1).max(1_000).nullish(),
  max_duration_s: Seconds.nullish(),
  human_in_the_loop: z.boolean().nullish(),
  startup_mode: z.enum(["UserDriven", "AgentDriven", "BackendOnly"]).nullish(),
  orchestration_pattern: z
    .enum(["DefaultPattern", "AutoPattern", "RoundRobinPattern", "RandomPattern", "ManualPattern"])
    .refine((pattern) => !laterPatterns.includes(pattern), {
      error: "asks for a pattern which this version does not support",
      params: { ...notSupported, fix: "Write DefaultPattern and choose speakers in handoffs.yaml." },
    })
    .nullish(),
  initial_agent: Text.nullish(),
  initial_message: Text.nullish(),
  initial_message_to_user: Text.nullish(),
  suggestions: z.array(Text).max(20).nullish(),
  entry_point: z.boolean().nullish(),
  input_schema: SchemaObject.nullish(),
  output: Text.nullish(),
  triggers: later("triggers"),
  model_defaults: ModelConfig.nullish(),
});
export type OrchestratorFile = z.infer<typeof OrchestratorFile>;
