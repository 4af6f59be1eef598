import { z } from "zod";
import { later, Name, Seconds, Text } from "./fields.ts";

/** A tool that the engine calls by itself. */
export const LifecycleTool = z.strictObject({
  trigger: z
    .enum(["before_chat", "after_chat", "before_agent", "after_agent"])
    .describe("when: before anybody speaks, before a run is complete, before an agent's turn, after it"),
  agent: Text.nullish().describe("whose turns; absent: everybody's"),
  name: Name.nullish().describe("what the log calls it; default: the function's name"),
  description: z.string().nullish().describe("what it does, for people"),
  file: Text.nullish().describe("where its function is: in `tools/`, or in the folder"),
  function: Text.nullish().describe("the export that is called with `({ trigger, agent }, tool)`"),
  implementation: Text.nullish().describe("file and function in one: `module.function`"),
  timeout_s: Seconds.nullish().describe("seconds until it is given up (60)"),
  idempotent: z.boolean().nullish().describe("true: it may run again after a crash, with the same idempotency key"),
  show: z
    .enum(["full", "name", "none"])
    .nullish()
    .describe("what clients see of its calls: `full`, `name` or `none` (default)"),
  tool_type: z.literal("Agent_Tool").nullish().describe("only `Agent_Tool`"),
  auto_invoke: later("auto_invoke"),
  ui: later("UI of lifecycle tools"),
});
export type LifecycleEntry = z.infer<typeof LifecycleTool>;
