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

/** The events that frame a session and its runs. Each run ends in exactly one of the last four. */
export const sessionEvents = [
  z.object({
    ...logged,
    type: z.literal("session_created"),
    workflow_id: Id,
    workflow_version: z.string(),
    startup_mode: StartupMode,
    context: JsonObject.optional().describe("every variable\'s first value"),
    parent: z.object({ chat_id: Id, call_id: Id.optional() }).optional(),
  }),
  z.object({ ...logged, type: z.literal("run_started"), run_id: Id, cause: RunCause }),
  z.object({ ...logged, type: z.literal("run_recovery"), run_id: Id, step: z.string() }),
  z.object({ ...logged, type: z.literal("cancel_requested"), by: z.string() }),
  z.object({ ...logged, type: z.literal("timer_fired"), timer_id: z.string() }),
  z.object({
    ...logged,
    type: z.literal("notice"),
    level: z.enum(["info", "warning", "error"]),
    code: z.string(),
    detail: z.string().optional(),
  }),
  z.object({
    ...logged,
    type: z.literal("navigate"),
    workflow_id: Id,
    to_chat_id: Id.optional(),
    artifact_id: Id.optional(),
  }),
  z.object({ ...logged, type: z.literal("context_update"), changes: JsonObject, cause: z.string() }),
  z.object({ ...logged, type: z.literal("run_paused"), run_id: Id, waiting_for: WaitingFor }),
  z.object({
    ...logged,
    type: z.literal("workflow_complete"),
    run_id: Id,
    status: z.literal("completed"),
    result: Json.optional(),
    reason: z.string(),
    duration_ms: z.number().nonnegative(),
    tokens: z.int().nonnegative(),
    cost_usd: z.number().nonnegative().nullable(),
  }),
  z.object({ ...logged, type: z.literal("workflow_failed"), run_id: Id, error: EventError }),
  z.object({ ...logged, type: z.literal("workflow_cancelled"), run_id: Id, by: z.string() }),
] as const;
