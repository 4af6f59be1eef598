import { z } from "zod";
import { Name, Text } from "./fields.ts";

const common = {
  name: Name.describe("what the trace calls it"),
  target: Text.describe("who speaks next: an agent, `user` or `terminate`"),
  message: Text.nullish().describe("what the agent says instead"),
};

/** One check of what an agent is told or says. */
export const GuardrailEntry = z.discriminatedUnion("type", [
  z.strictObject({
    ...common,
    type: z.literal("regex"),
    pattern: Text.describe("a regular expression that is found in the text"),
  }),
  z.strictObject({
    ...common,
    type: z.literal("expression"),
    condition: Text.describe("CEL over the variables and the `text`"),
  }),
  z.strictObject({
    ...common,
    type: z.literal("llm"),
    prompt: Text.describe("what the agent's model is asked about the text; yes stops it"),
  }),
]);
export type GuardrailEntry = z.infer<typeof GuardrailEntry>;
