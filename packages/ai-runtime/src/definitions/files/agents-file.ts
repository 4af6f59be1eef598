import { z } from "zod";
import { later, Name, Text } from "./fields.ts";

/** `llm_config` and `model_defaults`. */
export const ModelConfig = z.strictObject({
  model: Text.nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_tokens: z.int().positive().nullish(),
  seed: z.int().nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  stop: z.union([Text, z.array(Text).max(4)]).nullish(),
});
export type ModelConfig = z.infer<typeof ModelConfig>;

const PromptSection = z
  .strictObject({
    id: z.string().nullish(),
    heading: z.string().nullish(),
    content: z.string().nullish(),
    file: Text.nullish(),
  })
  .refine((section) => (section.content == null) !== (section.file == null), {
    error: "must have either content or file",
    params: { code: "key.missing", fix: "Write the text in content:, or name a file of the folder in file:." },
  });

const reserved = ["user", "terminate", "end", "stop", "stay", "manager"];

const Agent = z.strictObject({
  name: Name.refine((name) => !reserved.includes(name.toLowerCase()), {
    error: "is a word that handoffs use",
    params: { code: "name.invalid", fix: "Choose another name." },
  }),
  display_name: Text.nullish(),
  avatar: Text.nullish(),
  description: z.string().nullish(),
  role: z.string().nullish(),
  system_message: z.string().nullish(),
  prompt_sections: z.union([z.array(PromptSection), z.record(z.string(), z.string())]).nullish(),
  llm_config: ModelConfig.nullish(),
  structured_output: Text.nullish(),
  auto_tool_mode: later("auto_tool_mode"),
  max_consecutive_auto_reply: z.int().min(1).max(1_000).nullish(),
  tools: z.array(Text).nullish(),
  context: z.array(Text).nullish(),
  can_update: z.array(Text).nullish(),
  class: later("custom agent classes"),
  input_guardrails: later("guardrails"),
  output_guardrails: later("guardrails"),
  image_generation_enabled: later("image generation"),
});

/** `agents.yaml`: who takes part. */
export const AgentsFile = z.strictObject({ agents: z.array(Agent) });
export type AgentsFile = z.infer<typeof AgentsFile>;
export type AgentEntry = AgentsFile["agents"][number];
