import type { SessionEvent } from "./events.ts";
import type { Frame } from "./frames.ts";
import type { SessionView } from "./session-view.ts";
import { endPartials, foldCallDelta, foldMessageDelta, placeOf } from "./fold/partials.ts";
import { foldRows } from "./fold/rows.ts";
import { foldSessionState } from "./fold/session-state.ts";
import { foldState } from "./fold/state.ts";
import { progressToolRow } from "./fold/tool-rows.ts";
import { noUsage } from "./fold/usage.ts";

export { createArtifact, updateArtifact } from "./fold/artifacts.ts";
export { patchState } from "./fold/patch-state.ts";
export { toSessionState } from "./fold/session-state.ts";
export type { ClientMessage, ClientMessageOf } from "./client-messages.ts";
export type { FinishReason, SelectionReason } from "./conversation-events.ts";
export type { EventOf, SessionEvent, SessionEventType } from "./events.ts";
export type {
  ArtifactCard,
  Frame,
  FrameOf,
  PartialMessage,
  SessionState,
  TransientFrame,
  UsageTotals,
  WorkflowCard,
} from "./frames.ts";
export type { CreatedSession, DevToken, EventPage, Problem, SessionRow, Ticket, WorkflowSummary } from "./http.ts";
export type { Json, JsonObject } from "./ids.ts";
export type { EventError, SessionStatus, WaitingFor } from "./session-events.ts";
export type { Row, SessionView } from "./session-view.ts";
export { coreComponents, pageModules, pageModulesKey } from "./ui-components.ts";
export type { Display, OpenRequest, ToolKind, ToolStatus } from "./tool-events.ts";

/** A session before its first frame. */
export function emptyView(chatId: string): SessionView {
  return {
    chat_id: chatId,
    status: "created",
    head_seq: 0,
    from_seq: 0,
    rows_seq: 0,
    rows: [],
    open_requests: {},
    partial_calls: {},
    context: {},
    artifacts: {},
    usage: noUsage,
  };
}

/**
 * Folds one frame into the view. Pure and total: a frame of another chat, out of order, repeated or not understood never
 * throws and changes nothing (a logged one that is not understood still counts for `seq`). What does not change keeps its
 * identity; a delta costs the same however many rows there are.
 */
export function applyEvent(view: SessionView, frame: Frame): SessionView {
  if (!concerns(view, frame)) return view;
  try {
    return isLogged(frame) ? foldLogged(view, frame) : foldTransient(view, frame);
  } catch {
    // The fields are not what the type promises: skipped like a type that is not known.
    return isLogged(frame) ? advanced(view, frame.seq) : view;
  }
}

/** True when logged events before this frame are missing: resume with `after_seq` = the view's `rows_seq`. */
export function hasGap(view: SessionView, frame: Frame): boolean {
  if (!concerns(view, frame)) return false;
  if (isLogged(frame)) return frame.seq > view.rows_seq + 1;
  if (frame.type === "replay_complete") return frame.through_seq > view.rows_seq;
  return frame.type === "ping" && frame.head_seq > view.head_seq;
}

/** True when streamed text before this delta is missing: a new connection brings it as `session_state.partial`. */
export function missesText(view: SessionView, frame: Frame): boolean {
  return concerns(view, frame) && frame.type === "agent_message_delta" && placeOf(view, frame) === "missing";
}

function concerns(view: SessionView, frame: unknown): boolean {
  return typeof frame === "object" && frame !== null && "chat_id" in frame && frame.chat_id === view.chat_id;
}

function isLogged(frame: Frame): frame is SessionEvent {
  return "seq" in frame && Number.isSafeInteger(frame.seq);
}

function foldTransient(view: SessionView, frame: Exclude<Frame, SessionEvent>): SessionView {
  switch (frame.type) {
    case "session_state":
      return foldSessionState(view, frame);
    case "agent_message_delta":
      return foldMessageDelta(view, frame);
    case "tool_call_delta":
      return foldCallDelta(view, frame);
    case "tool_progress": {
      const rows = progressToolRow(view.rows, frame);
      return rows === view.rows ? view : { ...view, rows };
    }
    default:
      return view;
  }
}

/** Events that `session_state` has counted in already only bring their rows. */
function foldLogged(view: SessionView, event: SessionEvent): SessionView {
  if (event.seq !== view.rows_seq + 1) return view;
  const next = { ...advanced(view, event.seq), rows: foldRows(view.rows, event) };
  const isNew = event.seq > view.head_seq;
  if (isNew) return endPartials(foldState(next, event), event);
  return event.type === "agent_message" ? endPartials(next, event) : next;
}

function advanced(view: SessionView, seq: number): SessionView {
  if (seq !== view.rows_seq + 1) return view;
  return { ...view, rows_seq: seq, head_seq: Math.max(seq, view.head_seq) };
}
