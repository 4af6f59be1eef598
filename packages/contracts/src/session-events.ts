import { z } from "zod";
import { Id, Json, JsonObject, Timestamp } from "./ids.ts";

/** What every frame carries. */
export const envelope = { chat_id: Id, timestamp: Timestamp };

/** What every logged event carries: `seq` is 1, 2, 3… per chat, without gaps, never reused. */
export const logged = {
  ...envelope,
  seq: z.int().positive(),
  event_id: Id,
  run_id: Id.optional(),
  client_id: Id.optional().describe("idempotency key of the client message this event records"),
};

export const SessionStatus = z.enum(["created", "running", "paused", "completed", "failed", "cancelled"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

export const WaitingFor = z.enum(["user", "ui_tool", "approval", "children", "timer"]);
export type WaitingFor = z.infer<typeof WaitingFor>;

export const StartupMode = z.enum(["UserDriven", "AgentDriven", "BackendOnly"]);
export type StartupMode = z.infer<typeof StartupMode>;

export const RunCause = z.enum(["startup", "user_message", "trigger", "response", "parent", "retry"]);
export type RunCause = z.infer<typeof RunCause>;

/** An error as events carry it. */
export const EventError = z.object({ code: z.string(), title: z.string(), detail: z.string().optional() });
export type EventError = z.infer<typeof EventError>;

/** A conversation among a few agents of a workflow, beside the one that asked for it. */
export const NestedChat = z.object({
  agents: z.array(z.string()).min(1).describe("who speaks, in this order"),
  rounds: z.int().positive().describe("how often each of them speaks"),
  result: z.enum(["last", "all"]).describe("`last`: the last reply; `all`: every reply, after the name of who gave it"),
});
export type NestedChat = z.infer<typeof NestedChat>;

/** The events that frame a session and its runs. Each run ends in exactly one of the last four. */
export const sessionEvents = [
  z
    .object({
      ...logged,
      type: z.literal("session_created"),
      workflow_id: Id,
      workflow_version: z.string(),
      startup_mode: StartupMode,
      context: JsonObject.optional().describe(
        "every variable's first value; clients get those that are `client_visible`",
      ),
      forked_from: z
        .object({ chat_id: Id, seq: z.int().positive() })
        .optional()
        .describe("the session that this one is a copy of, up to that event"),
      parent: z.object({ chat_id: Id, call_id: Id.optional(), depth: z.int().positive().optional() }).optional(),
      nested: NestedChat.optional().describe("only these agents speak here, and only as often as it says"),
    })
    .describe(
      "The first event of every session: which version of which workflow it is pinned to, and by which session it was started.",
    ),
  z
    .object({ ...logged, type: z.literal("run_started"), run_id: Id, cause: RunCause })
    .describe(
      "The session begins to work. It works until one of `run_paused`, `workflow_complete`, `workflow_failed`, `workflow_cancelled`; exactly one of them ends each run.",
    ),
  z
    .object({ ...logged, type: z.literal("run_recovery"), run_id: Id, step: z.string() })
    .describe(
      "Another runner takes over a run whose runner is gone; `step` is what was in flight. The event's `seq` is the new attempt's epoch.",
    ),
  z
    .object({ ...logged, type: z.literal("cancel_requested"), by: z.string() })
    .describe("Somebody pressed Stop; `workflow_cancelled` follows."),
  z.object({ ...logged, type: z.literal("timer_fired"), timer_id: z.string() }).describe("A wait for a time is over."),
  z
    .object({
      ...logged,
      type: z.literal("notice"),
      level: z.enum(["info", "warning", "error"]),
      code: z.string(),
      detail: z.string().optional(),
    })
    .describe(
      "Something worth knowing that stops nothing: a rule that could not be evaluated, a grant that was dropped. `code` is stable.",
    ),
  z
    .object({
      ...logged,
      type: z.literal("navigate"),
      workflow_id: Id,
      to_chat_id: Id.optional(),
      artifact_id: Id.optional(),
      by: z.string().optional().describe("the person whose action led there"),
    })
    .describe("The reader is asked to go to another chat (`to_chat_id`) or artifact."),
  z
    .object({
      ...logged,
      type: z.literal("context_update"),
      changes: JsonObject,
      cause: z.string(),
      entities: z
        .array(z.object({ variable: z.string(), collection: z.string(), id: z.string() }))
        .optional()
        .describe("the documents that the new values of `data_entity` variables belong into; clients do not get it"),
    })
    .describe("Variables changed. Clients get the names that are `client_visible`; the object may be empty."),
  z
    .object({
      ...logged,
      type: z.literal("data_written"),
      written: z
        .array(z.object({ collection: z.string(), id: z.string(), seq: z.int().positive() }))
        .optional()
        .describe("each document, and the `seq` of the `context_update` that holds its value; clients do not get it"),
    })
    .describe("Values of `data_entity` variables are in the documents they belong to."),
  z
    .object({ ...logged, type: z.literal("run_paused"), run_id: Id, waiting_for: WaitingFor })
    .describe(
      "The session waits, and holds nothing while it does. For the person, an answer to a request, child sessions or a timer.",
    ),
  z
    .object({
      ...logged,
      type: z.literal("workflow_complete"),
      run_id: Id,
      status: z.literal("completed"),
      result: Json.optional(),
      reason: z.string(),
      duration_ms: z.number().nonnegative(),
      tokens: z.int().nonnegative(),
      cost_usd: z.number().nonnegative().nullable(),
    })
    .describe("The workflow has reached its end. A later `user_message` starts a new run on the same log."),
  z
    .object({ ...logged, type: z.literal("workflow_failed"), run_id: Id, error: EventError })
    .describe("The run could not go on; `error.code` is one of the problem codes. `retry` starts another run."),
  z
    .object({ ...logged, type: z.literal("workflow_cancelled"), run_id: Id, by: z.string() })
    .describe("The run was stopped. The next `user_message` starts a new run."),
] as const;
