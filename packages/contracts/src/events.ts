import { z } from "zod";
import { conversationEvents } from "./conversation-events.ts";
import { sessionEvents } from "./session-events.ts";
import { toolEvents } from "./tool-events.ts";

/**
 * One line of a session's log: append-only, replayable for ever, the session's only truth.
 * Fields that a client may not see are absent from its frames (`content`, `arguments`, `result`, …).
 */
export const SessionEvent = z.discriminatedUnion("type", [...sessionEvents, ...conversationEvents, ...toolEvents]);
export type SessionEvent = z.infer<typeof SessionEvent>;

export type SessionEventType = SessionEvent["type"];

/** The event of one type. */
export type EventOf<T extends SessionEventType> = Extract<SessionEvent, { type: T }>;

/** The types that a run ends with. */
export const runEndTypes = ["run_paused", "workflow_complete", "workflow_failed", "workflow_cancelled"] as const;

/** The types that any process may append at any time; every other event is written by the session's runner ({@link isInput}). */
export const inputTypes = [
  "user_message",
  "cancel_requested",
  "ui_tool_response",
  "approval_response",
  "child_completed",
  "timer_fired",
  "artifact_action",
  "feedback",
] as const satisfies readonly SessionEventType[];

/**
 * What people did to an artifact is an input too, and so is the context of the page they wrote from; what tools did is not.
 */
export function isInput(event: { readonly type: string; readonly by?: unknown; readonly cause?: unknown }): boolean {
  if (event.type === "artifact_updated" || event.type === "navigate") return event.by !== undefined;
  if (event.type === "context_update") return event.cause === "ui";
  return (inputTypes as readonly string[]).includes(event.type);
}

export function isRunEnd(event: { type: string }): boolean {
  return (runEndTypes as readonly string[]).includes(event.type);
}
