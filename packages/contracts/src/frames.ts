import { z } from "zod";
import { TokenCounts } from "./conversation-events.ts";
import { SessionEvent } from "./events.ts";
import { Id, Json, JsonObject } from "./ids.ts";
import { envelope, RunCause, SessionStatus, WaitingFor } from "./session-events.ts";
import { Display, OpenRequest } from "./tool-events.ts";

/** The text so far of a message that is being streamed right now. */
export const PartialMessage = z.object({
  message_id: Id,
  agent: z.string(),
  epoch: z.int().nonnegative(),
  text: z.string(),
});
export type PartialMessage = z.infer<typeof PartialMessage>;

export const AgentCard = z.object({ name: z.string(), display_name: z.string(), avatar: z.string().optional() });

export const ArtifactCard = z.object({
  artifact_id: Id,
  artifact_type: z.string(),
  title: z.string(),
  display: Display,
  version: z.int().positive(),
  state: Json.optional(),
  state_ref: z.string().optional(),
});
export type ArtifactCard = z.infer<typeof ArtifactCard>;

export const WorkflowCard = z.object({
  workflow_id: Id,
  version: z.string(),
  title: z.string(),
  agents: z.array(AgentCard),
  suggestions: z.array(z.string()),
  person_picks: z.boolean().optional().describe("true where the person chooses who speaks next, by `user_message.to`"),
  artifact_actions: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe("what people may do with artifacts, by `artifact_type`: names for `artifact_action`"),
});
export type WorkflowCard = z.infer<typeof WorkflowCard>;

export const UsageTotals = TokenCounts.extend({ cost_usd: z.number().nonnegative().nullable() });
export type UsageTotals = z.infer<typeof UsageTotals>;

/** The first frame of every connection: the session as it is at `head_seq`, without rows. */
export const SessionState = z
  .object({
    ...envelope,
    type: z.literal("session_state"),
    workflow: WorkflowCard,
    status: SessionStatus,
    waiting_for: WaitingFor.optional(),
    run_id: Id.optional(),
    run_cause: RunCause.optional(),
    agent: z.string().optional().describe("who was selected last"),
    head_seq: z.int().nonnegative(),
    from_seq: z.int().nonnegative().describe("the events after it, up to `head_seq`, follow"),
    partial: PartialMessage.optional().describe("the text so far of a message that is being streamed"),
    open_requests: z.array(OpenRequest).describe("the logged requests that wait for an answer"),
    context: JsonObject.describe("the client-visible variables"),
    artifacts: z.array(ArtifactCard),
    usage: UsageTotals,
  })
  .describe("The first frame of every connection: the session as it is at `head_seq`, without its log.");
export type SessionState = z.infer<typeof SessionState>;

const offset = z.int().nonnegative().describe("in UTF-16 code units");

/** Frames that are not logged: they are gone when the socket is. */
export const TransientFrame = z.discriminatedUnion("type", [
  SessionState,
  z
    .object({ ...envelope, type: z.literal("replay_complete"), through_seq: z.int().nonnegative() })
    .describe("The logged events up to `through_seq` have been sent; what follows is live."),
  z
    .object({
      ...envelope,
      type: z.literal("agent_message_delta"),
      message_id: Id,
      agent: z.string(),
      epoch: z.int().nonnegative(),
      offset,
      text: z.string(),
    })
    .describe(
      "A piece of a message that is being written: `text = text.slice(0, offset) + delta`. An empty piece takes back what follows its offset.",
    ),
  z
    .object({
      ...envelope,
      type: z.literal("tool_call_delta"),
      call_id: Id,
      agent: z.string(),
      name: z.string(),
      component: z.string().optional().describe("of a UI tool: what will show the arguments"),
      epoch: z.int().nonnegative(),
      offset,
      text: z.string(),
    })
    .describe("A piece of the arguments of a call that is being written (UI tools and tools with `show: full`)."),
  z
    .object({
      ...envelope,
      type: z.literal("tool_progress"),
      call_id: Id,
      percent: z.number().min(0).max(100),
      message: z.string().optional(),
    })
    .describe("How far a running tool has come."),
  z
    .object({ ...envelope, type: z.literal("ack"), client_id: Id, event_seq: z.int().positive().optional() })
    .describe("A client message with a `client_id` was accepted; `event_seq` is the event that records it."),
  z
    .object({
      ...envelope,
      type: z.literal("error"),
      code: z.string(),
      title: z.string(),
      detail: z.string().optional(),
      client_id: Id.optional(),
    })
    .describe(
      "A client message was refused, or the connection is about to be closed. `code` is one of the problem codes.",
    ),
  z
    .object({ ...envelope, type: z.literal("ping"), head_seq: z.int().nonnegative() })
    .describe("A sign of life with the seq of the newest event. Needs no answer."),
]);
export type TransientFrame = z.infer<typeof TransientFrame>;

/** The transient frame of one type. */
export type FrameOf<T extends TransientFrame["type"]> = Extract<TransientFrame, { type: T }>;

/** Anything the server sends. A client skips frames whose type it does not know. */
export const Frame = z.union([SessionEvent, TransientFrame]);
export type Frame = SessionEvent | TransientFrame;
