import { z } from "zod";
import { Name, SchemaObject, Text, VariableName } from "./fields.ts";

const AgentTextTrigger = z.strictObject({
  type: z.literal("agent_text"),
  agent: Text.nullish().describe("whose messages; absent: any agent's"),
  match: z
    .strictObject({
      equals: z.string().optional().describe("the whole text, in any case, without the space around it"),
      contains: Text.optional().describe("a part of the text"),
      regex: Text.optional().describe("a regular expression that is found in the text"),
    })
    .refine((match) => Object.keys(match).length === 1, {
      error: "must have exactly one of equals, contains and regex",
      params: { code: "key.conflict", fix: "Write one trigger for each match." },
    })
    .describe("how the text is compared"),
  set: z.json().optional().describe("the new value (true); `$1` is the first group of the regular expression"),
});

const UiResponseTrigger = z.strictObject({
  type: z.literal("ui_response"),
  tool: Text.describe("the UI tool that was answered"),
  response_key: Text.describe("which value of the answer: `size`, or `address.city`"),
});

const ClientPath = Text.nullish().describe(
  "which of its values: `plan`, or `account.plan`; absent: the variable's name",
);

const Source = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("state"),
    default: z.json().optional().describe("its first value; null when absent"),
    triggers: z
      .array(z.discriminatedUnion("type", [AgentTextTrigger, UiResponseTrigger]))
      .nullish()
      .describe("what sets it besides tools"),
  }),
  z.strictObject({
    type: z.literal("config"),
    env_var: Text.describe("the environment variable; must be in CONTEXT_ENV_ALLOWLIST"),
  }),
  z.strictObject({
    type: z.literal("file"),
    path: Text.describe("a file of the folder: `data/plans.json`"),
    format: z.enum(["json", "yaml", "text"]).nullish().describe("how it is read; absent: as its ending says"),
  }),
  z.strictObject({
    type: z.literal("computed"),
    expression: Text.describe("CEL over the other variables: `size(items) > 3`"),
    inputs: z.array(Text).nullish().describe("the variables it reads; absent: whatever it names"),
  }),
  z.strictObject({
    type: z.literal("external"),
    tool: Text.describe("an idempotent tool without arguments that is called once, before anybody speaks"),
  }),
  z.strictObject({ type: z.literal("claims"), path: ClientPath }),
  z.strictObject({ type: z.literal("ui"), path: ClientPath }),
  z.strictObject({
    type: z.literal("data_reference"),
    collection: Name.describe("the collection of the app's documents that is looked in"),
    query: z
      .record(z.string(), z.json())
      .nullish()
      .describe(
        "what a document must have: `status: open`, `owner: '{{ user_id }}'`, `total: { gte: 100 }`, `status: { in: [open, late] }`",
      ),
    sort: Text.nullish().describe("which comes first: `price`, or `-price` for the greatest; absent: the last written"),
    fields: z.array(Text).min(1).nullish().describe("which members are taken; absent: all"),
    limit: z.int().min(1).max(100).nullish().describe("how many documents a list takes at most (20)"),
    refresh: z.enum(["once", "per_run"]).nullish().describe("when it is looked up: once in a session, or in each run"),
  }),
  z.strictObject({
    type: z.literal("data_entity"),
    collection: Name.describe("the collection of the app's documents that its value is kept in"),
    schema: SchemaObject.describe("JSON Schema of the object"),
    key: Text.nullish().describe("the document's id: `{{ user_id }}`; absent: the chat's id"),
    write_strategy: z
      .enum(["immediate", "on_workflow_end"])
      .nullish()
      .describe("when it is written: as soon as a tool has set it, or when the workflow completes"),
  }),
]);

const Variable = z.strictObject({
  name: VariableName.describe("what expressions, prompts and tools call it"),
  type: z.enum(["string", "integer", "number", "boolean", "object", "array"]).describe("what values it takes"),
  description: z.string().nullish().describe("what it holds, for people"),
  default: z.json().optional().describe("its first value; null when absent"),
  schema: SchemaObject.nullish().describe("JSON Schema that its values must fit as well"),
  client_visible: z.boolean().nullish().describe("true: clients see it and its changes"),
  source: Source.nullish().describe("where its value comes from; absent: `state`"),
});

const Exposure = z.strictObject({
  agent: Text.describe("who sees them"),
  variables: z.array(Text).describe("the variables shown to it"),
});

/** `context_variables.yaml`: what a session remembers, and who sees it. */
export const ContextVariablesFile = z.strictObject({
  definitions: z.array(Variable).nullish().describe("what a session remembers"),
  agents: z.array(Exposure).nullish().describe("which variables each agent sees"),
});
export type ContextVariablesFile = z.infer<typeof ContextVariablesFile>;
export type VariableEntry = NonNullable<ContextVariablesFile["definitions"]>[number];
