import type { ClientMessage } from "@mozaiks/contracts/fold";

/** A client message without its idempotency key, which the outbox gives it. */
export type OutgoingMessage = WithoutKey<Extract<ClientMessage, { type: OutgoingType }>>;

type OutgoingType = "user_message" | "ui_tool_response" | "approval_response";
type WithoutKey<M> = M extends unknown ? Omit<M, "client_id" | "chat_id" | "user_id" | "app_id"> : never;

/** Characters that the server takes in one message. */
export const maxMessageLength = 100_000;
