import type { Row, SessionStatus } from "@mozaiks/contracts/fold";
import type { ChatState } from "./chat-session.ts";
import type { ConnectionState } from "./connection.ts";

/** What a page around the chat may want to know. */
export type HostEvent =
  | {
      readonly type: "session";
      readonly chat_id: string;
      readonly workflow_name: string;
      readonly status: SessionStatus;
    }
  | { readonly type: "message"; readonly chat_id: string; readonly message_id: string; readonly role: "user" | "agent" }
  | {
      readonly type: "navigate";
      readonly workflow_name: string;
      readonly chat_id?: string;
      readonly artifact_id?: string;
    }
  | { readonly type: "unread"; readonly count: number }
  | { readonly type: "connection"; readonly state: ConnectionState["phase"] }
  | { readonly type: "error"; readonly code: string; readonly title: string };

/**
 * What happened between two states of a chat's store, in order. Pure. A chat that has just been opened tells its status,
 * not its history: `session.store.subscribe((after, before) => toHostEvents(before, after).forEach(tell))`.
 */
export function toHostEvents(before: ChatState, after: ChatState): readonly HostEvent[] {
  const events: HostEvent[] = [];
  const { view, connection, annotations, problem } = after;
  if (connection.phase !== before.connection.phase) events.push({ type: "connection", state: connection.phase });
  if (view && view !== before.view) {
    const { chat_id, status, workflow } = view;
    for (const row of newRows(before, after)) {
      if (row.kind === "message") events.push({ type: "message", chat_id, message_id: row.key, role: row.role });
    }
    if (status !== before.view?.status) {
      events.push({ type: "session", chat_id, workflow_name: workflow?.workflow_id ?? "", status });
    }
  }
  const { next } = annotations;
  if (before.view && next && next !== before.annotations.next) {
    const { workflow_id, to_chat_id, artifact_id } = next;
    events.push({
      type: "navigate",
      workflow_name: workflow_id,
      ...(to_chat_id !== undefined && { chat_id: to_chat_id }),
      ...(artifact_id !== undefined && { artifact_id }),
    });
  }
  if (after.unread !== before.unread) events.push({ type: "unread", count: after.unread });
  const failure = connection.phase === "stopped" && connection !== before.connection ? connection.problem : undefined;
  if (failure) events.push(toError(failure));
  if (problem && problem !== before.problem) events.push(toError(problem));
  return events;
}

function newRows(before: ChatState, after: ChatState): readonly Row[] {
  if (!before.view || !after.view) return [];
  const seen = before.view.rows_seq;
  const { rows } = after.view;
  const last = rows.findLastIndex((row) => row.seq <= seen);
  return rows.slice(last + 1);
}

function toError({ code, title }: { code: string; title: string }): HostEvent {
  return { type: "error", code, title };
}
