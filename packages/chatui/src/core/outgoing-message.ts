import type { ClientMessage } from "@mozaiks/contracts/fold";

/** A client message without its idempotency key, which the outbox gives it. */
export type OutgoingMessage = WithoutKey<Extract<ClientMessage, { type: OutgoingType }>>;

/** A file that was uploaded for this chat: what an upload answers. */
export type Attachment = NonNullable<Extract<ClientMessage, { type: "user_message" }>["attachments"]>[number];

type OutgoingType = "user_message" | "ui_tool_response" | "approval_response" | "artifact_action";
type WithoutKey<M> = M extends unknown ? Omit<M, "client_id" | "chat_id" | "user_id" | "app_id"> : never;

/** Characters that the server takes in one message. */
export const maxMessageLength = 100_000;

/** The call that a message answers. */
export function answeredCall(message: OutgoingMessage): string | undefined {
  return message.type === "ui_tool_response" || message.type === "approval_response" ? message.call_id : undefined;
}
