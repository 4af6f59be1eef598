import { z } from "zod";
import { Name, SchemaObject, Text } from "./fields.ts";

const ArtifactType = z.strictObject({
  type: Name.describe("the type that tools make artifacts of"),
  schema: SchemaObject.nullish().describe("JSON Schema that every state of such an artifact must fit"),
});

/** `ui_config.yaml`: what people see and may change. */
export const UiConfigFile = z.strictObject({
  visual_agents: z.array(Text).nullish().describe("the agents whose messages people see; absent: all"),
  artifacts: z.array(ArtifactType).nullish().describe("what is known of types of artifacts"),
});
export type UiConfigFile = z.infer<typeof UiConfigFile>;
