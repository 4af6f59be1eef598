import type { ConversationItem, SessionState } from "./state.ts";

/** A message of the person as it takes its place in the conversation. */
export function userItem({ seq, content, attachments }: SessionState["pending"][number]): ConversationItem {
  return { kind: "user", seq, content, ...(attachments && { attachments }) };
}
