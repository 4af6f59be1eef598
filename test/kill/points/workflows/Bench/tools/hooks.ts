import type { Hooks } from "@mozaiks/ai-runtime/tool";
import { hit } from "./hit.ts";

/** Before the model is called. */
export const tell: Hooks["update_agent_state"] = async ({ context, system }) => {
  await hit({ row: context["chat_id"] as string, what: "tell", key: "" });
  return { system: `${system} You were told.` };
};

/** When the model has said all and nothing of it is recorded. */
export const edit: Hooks["process_message_before_send"] = async ({ content }) => {
  await hit({ row: content, what: "edit", key: "" });
  return `${content} (edited)`;
};
