import { z } from "zod";
import { Attachment } from "./conversation-events.ts";
import { Id, Json, JsonObject } from "./ids.ts";

/** What every client message may carry. Identity fields, when present, must equal the token's. */
const base = {
  client_id: Id.optional().describe("idempotency key: a repeated message is acknowledged and changes nothing"),
  chat_id: Id.optional(),
  user_id: Id.optional(),
  app_id: Id.optional(),
};

const maxContent = 100_000;

/** A message from a client, over the socket or `POST /api/sessions/{chat_id}/messages`. */
export const ClientMessage = z.discriminatedUnion("type", [
  z.object({
    ...base,
    type: z.literal("user_message"),
    content: z.string().trim().min(1, "must not be empty").max(maxContent, `must be at most ${maxContent} characters`),
    attachments: z.array(Attachment).max(20).optional(),
    to: z.string().optional(),
    context: JsonObject.optional().describe("page context, reaches agents as ui.*"),
  }),
  z.object({ ...base, type: z.literal("ui_tool_response"), call_id: Id, response: Json }),
  z.object({
    ...base,
    type: z.literal("approval_response"),
    call_id: Id,
    decision: z.enum(["approve", "deny"]),
    arguments_hash: z.string(),
    comment: z.string().optional(),
  }),
  z.object({
    ...base,
    type: z.literal("artifact_action"),
    artifact_id: Id,
    action: z.string(),
    payload: Json.optional(),
    expected_version: z.int().positive().optional(),
  }),
  z.object({ ...base, type: z.literal("cancel") }),
  z.object({ ...base, type: z.literal("retry") }),
  z.object({ ...base, type: z.literal("authenticate"), token: z.string().min(1) }),
  z.object({ ...base, type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** The client message of one type. */
export type ClientMessageOf<T extends ClientMessage["type"]> = Extract<ClientMessage, { type: T }>;
