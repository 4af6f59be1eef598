import { z } from "zod";
import { Text } from "./fields.ts";

const Hook = z.strictObject({
  hook_type: z
    .enum([
      "update_agent_state",
      "process_all_messages_before_reply",
      "process_last_received_message",
      "process_message_before_send",
    ])
    .describe("when: three before a model is called, `process_message_before_send` before its reply is recorded"),
  hook_agent: Text.nullish().describe("whose calls: a name, or `all` or `*`, which absent means too"),
  filename: Text.describe("where its function is: in `tools/`, or in the folder"),
  function: Text.describe("the export that is called"),
});

/** `hooks.yaml`: functions around the calls of models. */
export const HooksFile = z.strictObject({
  hooks: z.array(Hook).nullish().describe("functions around the calls of models"),
});
export type HooksFile = z.infer<typeof HooksFile>;
