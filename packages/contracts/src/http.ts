import { z } from "zod";
import { Rating, TokenCounts } from "./conversation-events.ts";
import { SessionEvent } from "./events.ts";
import { WorkflowCard } from "./frames.ts";
import { Id, Json, JsonObject, Timestamp } from "./ids.ts";
import { SessionStatus, StartupMode, WaitingFor } from "./session-events.ts";
import { OpenRequest } from "./tool-events.ts";

/** RFC 9457 problem details; `code` is stable, `error` repeats `title` for older clients. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    error: z.string(),
    detail: z.string().optional(),
    instance: z.string().optional(),
  })
  .describe(
    "Every refusal over HTTP, as `application/problem+json` (RFC 9457). Decide by `code`; the texts are for people.",
  );
export type Problem = z.infer<typeof Problem>;

/** A row of the session list. */
export const SessionRow = z
  .object({
    chat_id: Id,
    workflow_id: Id,
    title: z.string(),
    status: SessionStatus,
    created_at: Timestamp,
    updated_at: Timestamp,
    preview: z.string().describe("the start of the last visible text"),
  })
  .describe("A session in a list.");
export type SessionRow = z.infer<typeof SessionRow>;

export const CreateSession = z
  .object({
    workflow_id: Id,
    chat_id: Id.optional(),
    user_id: Id.optional(),
    app_id: Id.optional(),
    context: JsonObject.optional(),
  })
  .describe("Opens a session. A service token names the user in `user_id`; a launch token opens its own chat only.");
export type CreateSession = z.infer<typeof CreateSession>;

export const CreatedSession = z
  .object({ chat_id: Id, workflow_id: Id, status: SessionStatus, ws_url: z.string() })
  .describe("Where to connect to the session.");
export type CreatedSession = z.infer<typeof CreatedSession>;

export const SessionDetail = SessionRow.extend({
  workflow: WorkflowCard,
  waiting_for: WaitingFor.optional(),
  run_id: Id.optional(),
  head_seq: z.int().nonnegative(),
  context: JsonObject,
  open_requests: z.array(OpenRequest),
}).describe("A session as it is now, without its log.");
export type SessionDetail = z.infer<typeof SessionDetail>;

export const SessionPage = z
  .object({ sessions: z.array(SessionRow), next_cursor: z.string().optional() })
  .describe("Sessions, newest first. The next page: `cursor` = `next_cursor`.");
export type SessionPage = z.infer<typeof SessionPage>;

export const EventPage = z
  .object({
    events: z.array(SessionEvent),
    head_seq: z.int().nonnegative(),
    has_more: z.boolean(),
  })
  .describe("Logged events in order of `seq`.");
export type EventPage = z.infer<typeof EventPage>;

export const RenameSession = z.object({ title: z.string().trim().min(1).max(200) }).describe("A new title.");
export type RenameSession = z.infer<typeof RenameSession>;

export const MessageFeedback = z
  .object({
    message_id: Id,
    rating: Rating.nullable().describe("null takes it back"),
    comment: z.string().trim().min(1).max(2000).optional(),
  })
  .describe("What a person thinks of an agent's message.");
export type MessageFeedback = z.infer<typeof MessageFeedback>;

/** A turn of the readable transcript. */
export const TranscriptEntry = z
  .object({
    seq: z.int().positive(),
    timestamp: Timestamp,
    role: z.enum(["user", "agent"]),
    agent: z.string().optional(),
    content: z.string(),
    structured_output: Json.optional(),
  })
  .describe("One message of a transcript.");
export type TranscriptEntry = z.infer<typeof TranscriptEntry>;

export const Transcript = z
  .object({
    chat_id: Id,
    workflow_id: Id,
    title: z.string(),
    entries: z.array(TranscriptEntry),
  })
  .describe("The conversation as people read it.");
export type Transcript = z.infer<typeof Transcript>;

/** Why each speaker was chosen, what it was shown, and what it did. */
export const TraceEntry = z
  .looseObject({
    seq: z.int().positive(),
    timestamp: Timestamp,
    type: z.string(),
    run_id: Id.optional(),
  })
  .describe("One thing the session did, with whatever belongs to it.");
export type TraceEntry = z.infer<typeof TraceEntry>;
export const Trace = z
  .object({ chat_id: Id, entries: z.array(TraceEntry) })
  .describe("Why each speaker was chosen and what it did. Whole for service tokens.");
export type Trace = z.infer<typeof Trace>;

export const UsageLine = z
  .object({
    seq: z.int().positive(),
    timestamp: Timestamp,
    run_id: Id.optional(),
    agent: z.string(),
    model: z.string(),
    tokens: TokenCounts,
    cost_usd: z.number().nullable(),
    estimated: z.boolean().optional(),
  })
  .describe("One model call.");
export type UsageLine = z.infer<typeof UsageLine>;

export const UsageReport = z
  .object({
    chat_id: Id,
    calls: z.array(UsageLine),
    totals: TokenCounts.extend({ cost_usd: z.number().nullable() }),
    max_tokens: z.int().positive().optional(),
  })
  .describe("What a session used, call by call. `max_tokens` is the token's budget.");
export type UsageReport = z.infer<typeof UsageReport>;

export const Ticket = z
  .object({ ticket: z.string(), expires_in: z.int().positive() })
  .describe("Opens one socket or event stream, once, within `expires_in` seconds: `?ticket=`.");
export type Ticket = z.infer<typeof Ticket>;

/** The answer to a client message sent over HTTP. */
export const Ack = z
  .object({ client_id: Id.optional(), event_seq: z.int().positive().optional() })
  .describe("The answer to a client message that was accepted.");
export type Ack = z.infer<typeof Ack>;

export const WorkflowSummary = z
  .object({
    workflow_id: Id,
    version: z.string(),
    title: z.string(),
    description: z.string().optional(),
    startup_mode: StartupMode,
    suggestions: z.array(z.string()),
    entry_point: z.boolean(),
    input_schema: JsonObject.optional(),
  })
  .describe("A workflow that takes new sessions. Never its prompts.");
export type WorkflowSummary = z.infer<typeof WorkflowSummary>;

export const WorkflowList = z
  .object({ workflows: z.array(WorkflowSummary) })
  .describe("The workflows, in the order they were loaded.");
export type WorkflowList = z.infer<typeof WorkflowList>;

export const ExecuteWorkflow = z
  .object({
    workflow: Id,
    input: z
      .union([z.string().min(1), JsonObject])
      .optional()
      .describe("text: the first message; an object: variables, checked against the workflow's `input_schema`"),
    trigger: z.string().optional(),
    data: JsonObject.optional(),
    user_id: Id.optional(),
    app_id: Id.optional(),
    wait_ms: z.int().min(0).max(600_000).optional().describe("how long to wait for the end before answering 202"),
  })
  .describe("Runs a workflow without a socket, with an `input` or as a `trigger` with `data`.");
export type ExecuteWorkflow = z.infer<typeof ExecuteWorkflow>;

export const Execution = z
  .object({
    chat_id: Id,
    run_id: Id.optional(),
    status: SessionStatus,
    result: Json.optional(),
    error: z.object({ code: z.string(), title: z.string(), detail: z.string().optional() }).optional(),
  })
  .describe("How the run stands: with 200 it has ended or waits, with 202 it goes on.");
export type Execution = z.infer<typeof Execution>;

export const DevTokenRequest = z
  .object({ workflow_id: Id.optional(), chat_id: Id.optional() })
  .describe("Which workflow and chat; by default the first workflow and a new chat.");
export type DevTokenRequest = z.infer<typeof DevTokenRequest>;
export const DevToken = z
  .object({ token: z.string(), chat_id: Id, workflow_id: Id, expires_at: Timestamp })
  .describe("A launch token for the page of `mozaiks dev`.");
export type DevToken = z.infer<typeof DevToken>;

export const Health = z.object({ status: z.literal("ok"), version: z.string() }).describe("The process runs.");
export type Health = z.infer<typeof Health>;
export const Readiness = z
  .object({
    status: z.enum(["ready", "not-ready"]),
    checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string().optional() })),
  })
  .describe("Whether the store, the queue and the definitions are ready. Never asks a model.");
export type Readiness = z.infer<typeof Readiness>;
