import { z } from "zod";
import { later, Name, SchemaObject, Text } from "./fields.ts";
import { GuardrailEntry } from "./guardrail-fields.ts";

/** `llm_config` and `model_defaults`. */
export const ModelConfig = z.strictObject({
  model: Text.nullish().describe(
    "`provider/model`, or a bare name, which means `openai/<name>`; absent: DEFAULT_MODEL answers",
  ),
  temperature: z.number().min(0).max(2).nullish().describe("0 to 2: how freely words are chosen"),
  top_p: z.number().min(0).max(1).nullish().describe("0 to 1: how much of the probability words are chosen from"),
  max_tokens: z.int().positive().nullish().describe("the most tokens of one reply"),
  seed: z.int().nullish().describe("makes replies repeatable where the provider supports it"),
  presence_penalty: z.number().min(-2).max(2).nullish().describe("-2 to 2: discourages words that were used already"),
  frequency_penalty: z
    .number()
    .min(-2)
    .max(2)
    .nullish()
    .describe("-2 to 2: discourages words by how often they were used"),
  stop: z
    .union([Text, z.array(Text).max(4)])
    .nullish()
    .describe("up to four texts that end a reply"),
  options: SchemaObject.nullish().describe(
    "further options of the model's provider, by its own names: `reasoning_effort`, `thinking`, `top_k`",
  ),
});
export type ModelConfig = z.infer<typeof ModelConfig>;

const PromptSection = z
  .strictObject({
    id: z.string().nullish().describe("a name for the section, for people"),
    heading: z.string().nullish().describe("the line above the text"),
    content: z.string().nullish().describe("the text itself; Liquid over the agent's variables"),
    file: Text.nullish().describe("a file of the folder that holds the text: `prompts/style.md`"),
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
  }).describe("what handoffs, tools and the rehearsal call it"),
  display_name: Text.nullish().describe("what people read; default: the name"),
  avatar: Text.nullish().describe("an image for people, as a URL"),
  description: z.string().nullish().describe("what the agent is for"),
  role: z.string().nullish().describe("the first lines of the prompt"),
  system_message: z.string().nullish().describe("the prompt; Liquid over the variables in `context`: `{{ topic }}`"),
  prompt_sections: z
    .union([z.array(PromptSection), z.record(z.string(), z.string())])
    .nullish()
    .describe("the prompt in sections, instead of `system_message`"),
  llm_config: ModelConfig.nullish().describe(
    "the model and its settings; absent: `model_defaults` of orchestrator.yaml",
  ),
  structured_output: Text.nullish().describe("the model of structured_outputs.yaml that it replies in"),
  auto_tool_mode: z
    .boolean()
    .nullish()
    .describe("true: its structured reply is the arguments of its tool, which is called at once; it calls none itself"),
  max_consecutive_auto_reply: z
    .int()
    .min(1)
    .max(1_000)
    .nullish()
    .describe("after so many turns in a row the person has the word"),
  tools: z.array(Text).nullish().describe("tools of tools.yaml that it may call as well"),
  context: z.array(Text).nullish().describe("the variables shown to it"),
  can_update: z.array(Text).nullish().describe("the state variables that its tools may set; absent: all"),
  class: Text.nullish().describe(
    "code that replies instead of a model: `module.Export`, a file of `tools/` or the folder and its class",
  ),
  input_guardrails: z
    .array(GuardrailEntry)
    .nullish()
    .describe("checks of the last text before the agent answers it; the first that applies answers instead"),
  output_guardrails: z
    .array(GuardrailEntry)
    .nullish()
    .describe("checks of what the agent says before anybody sees it; the first that applies replaces it"),
  image_generation_enabled: later("image generation"),
});

/** `agents.yaml`: who takes part. */
export const AgentsFile = z.strictObject({
  agents: z.array(Agent).describe("who takes part; the first one speaks first unless `initial_agent` says otherwise"),
});
export type AgentsFile = z.infer<typeof AgentsFile>;
export type AgentEntry = AgentsFile["agents"][number];
