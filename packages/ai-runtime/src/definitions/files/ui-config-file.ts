import { z } from "zod";
import { Text } from "./fields.ts";

/** `ui_config.yaml`: what people see. */
export const UiConfigFile = z.strictObject({
  visual_agents: z.array(Text).nullish().describe("the agents whose messages people see; absent: all"),
});
export type UiConfigFile = z.infer<typeof UiConfigFile>;
