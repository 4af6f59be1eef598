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
  z
    .object({
      ...base,
      type: z.literal("user_message"),
      content: z
        .string()
        .trim()
        .min(1, "must not be empty")
        .max(maxContent, `must be at most ${maxContent} characters`),
      attachments: z.array(Attachment).max(20).optional(),
      to: z.string().optional(),
      context: JsonObject.optional().describe("what the page shows; reaches agents as `ui.*`"),
    })
    .describe(
      "Says something, in any state of a session that has a chat. While an agent speaks it takes its place after that turn.",
    ),
  z
    .object({ ...base, type: z.literal("ui_tool_response"), call_id: Id, response: Json })
    .describe("Answers an open `ui_tool_request`. A second answer gets `request.not-open`."),
  z
    .object({
      ...base,
      type: z.literal("approval_response"),
      call_id: Id,
      decision: z.enum(["approve", "deny"]),
      arguments_hash: z.string(),
      comment: z.string().optional(),
    })
    .describe("Answers an open `approval_request`."),
  z
    .object({
      ...base,
      type: z.literal("artifact_action"),
      artifact_id: Id,
      action: z.string(),
      payload: Json.optional(),
      expected_version: z.int().positive().optional(),
    })
    .describe(
      "Acts on an artifact: `update_state` (payload: a JSON Patch), `launch_workflow`, or a name the workflow handles.",
    ),
  z
    .object({ ...base, type: z.literal("cancel") })
    .describe("Stops the run. Nothing changes when nothing runs and nothing is open."),
  z.object({ ...base, type: z.literal("retry") }).describe("Starts another run after a failure."),
  z
    .object({ ...base, type: z.literal("authenticate"), token: z.string().min(1) })
    .describe("Renews the token of this connection before it expires."),
  z.object({ ...base, type: z.literal("ping") }).describe("A sign of life. Needs no answer."),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** The client message of one type. */
export type ClientMessageOf<T extends ClientMessage["type"]> = Extract<ClientMessage, { type: T }>;
