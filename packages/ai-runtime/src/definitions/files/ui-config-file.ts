import { z } from "zod";
import { Name, SchemaObject, Text } from "./fields.ts";

const ArtifactAction = z.strictObject({
  name: Name.describe("`update_state`, `launch_workflow`, or a name of your own"),
  tool: Text.nullish().describe("for a name of your own: the tool that carries it out"),
  workflow: Text.nullish().describe("for `launch_workflow`: the workflow that is opened"),
});

const ArtifactType = z.strictObject({
  type: Name.describe("the type that tools make artifacts of"),
  schema: SchemaObject.nullish().describe("JSON Schema that every state of such an artifact must fit"),
  actions: z.array(ArtifactAction).nullish().describe("what people may do with it; absent: only look"),
});

/** `ui_config.yaml`: what people see and may change. */
export const UiConfigFile = z.strictObject({
  visual_agents: z.array(Text).nullish().describe("the agents whose messages people see; absent: all"),
  artifacts: z.array(ArtifactType).nullish().describe("what is known of types of artifacts"),
});
export type UiConfigFile = z.infer<typeof UiConfigFile>;
