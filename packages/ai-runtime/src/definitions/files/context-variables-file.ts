import { z } from "zod";
import { notSupported, SchemaObject, Text, VariableName } from "./fields.ts";

const AgentTextTrigger = z.strictObject({
  type: z.literal("agent_text"),
  agent: Text.nullish(),
  match: z
    .strictObject({ equals: z.string().optional(), contains: Text.optional(), regex: Text.optional() })
    .refine((match) => Object.keys(match).length === 1, {
      error: "must have exactly one of equals, contains and regex",
      params: { code: "key.conflict", fix: "Write one trigger for each match." },
    }),
  set: z.json().optional(),
});

const UiResponseTrigger = z.strictObject({ type: z.literal("ui_response"), tool: Text, response_key: Text });

/** Sources of the language that this version does not read. */
const LaterSource = z
  .looseObject({ type: z.enum(["file", "data_reference", "data_entity", "computed", "external"]) })
  .refine(() => false, {
    error: "has a type which this version does not support",
    params: { ...notSupported, fix: "Use state, config, claims or ui." },
  });

const Source = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("state"),
    default: z.json().optional(),
    triggers: z.array(z.discriminatedUnion("type", [AgentTextTrigger, UiResponseTrigger])).nullish(),
  }),
  z.strictObject({ type: z.literal("config"), env_var: Text }),
  z.strictObject({ type: z.literal("claims") }),
  z.strictObject({ type: z.literal("ui") }),
  LaterSource,
]);

const Variable = z.strictObject({
  name: VariableName,
  type: z.enum(["string", "integer", "number", "boolean", "object", "array"]),
  description: z.string().nullish(),
  default: z.json().optional(),
  schema: SchemaObject.nullish(),
  client_visible: z.boolean().nullish(),
  source: Source.nullish(),
});

const Exposure = z.strictObject({ agent: Text, variables: z.array(Text) });

/** `context_variables.yaml`: what a session remembers, and who sees it. */
export const ContextVariablesFile = z.strictObject({
  definitions: z.array(Variable).nullish(),
  agents: z.array(Exposure).nullish(),
});
export type ContextVariablesFile = z.infer<typeof ContextVariablesFile>;
export type VariableEntry = NonNullable<ContextVariablesFile["definitions"]>[number];
