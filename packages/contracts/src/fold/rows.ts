import type { EventOf, SessionEvent } from "../events.ts";
import type { Row } from "../session-view.ts";
import { present, without } from "./record.ts";
import { addRequestRow, answerRequestRow, closeRequestRow } from "./request-rows.ts";
import { rowBase, type RowOf, type Rows, updateRow } from "./row-list.ts";
import { addToolRow, finishToolRow } from "./tool-rows.ts";

/** What one logged event does to the rows. The same array when it does nothing. */
export function foldRows(rows: Rows, event: SessionEvent): Rows {
  switch (event.type) {
    case "user_message":
      return event.hidden || event.content === undefined ? rows : [...rows, userRow(event, event.content)];
    case "agent_message":
      return event.visible && (event.content || event.structured_output !== undefined)
        ? [...rows, agentRow(event)]
        : rows;
    case "feedback":
      return updateRow(rows, "message", event.message_id, (row) => rated(row, event));
    case "tool_call":
      return addToolRow(rows, event);
    case "tool_result":
      return closeRequestRow(finishToolRow(rows, event), event.call_id, event.status);
    case "ui_tool_request":
    case "approval_request":
      return addRequestRow(rows, event);
    case "ui_tool_response":
      return answerRequestRow(rows, event.call_id, event.response);
    case "approval_response":
      return answerRequestRow(rows, event.call_id, {
        decision: event.decision,
        ...(event.comment !== undefined && { comment: event.comment }),
      });
    case "artifact_created":
      return [...rows, artifactRow(event)];
    case "artifact_updated":
      return updateRow(rows, "artifact", event.artifact_id, (row) =>
        event.version > row.version ? { ...row, version: event.version } : row,
      );
    case "child_started":
      return [...rows, childRow(event)];
    case "child_completed":
      return finishChildRow(rows, event);
    case "notice":
      return [
        ...rows,
        { kind: "notice", ...rowBase(event), level: event.level, code: event.code, ...present(event, "detail") },
      ];
    case "workflow_complete":
      return [...settled(rows), { kind: "end", ...rowBase(event), status: "completed", reason: event.reason }];
    case "workflow_failed":
      return [...settled(rows), { kind: "end", ...rowBase(event), status: "failed", error: event.error }];
    case "workflow_cancelled":
      return [...settled(rows), { kind: "end", ...rowBase(event), status: "cancelled", by: event.by }];
    default:
      return rows;
  }
}

function userRow(event: EventOf<"user_message">, content: string): Row {
  return {
    kind: "message",
    ...rowBase(event, event.message_id),
    role: "user",
    content,
    ...present(event, "attachments", "client_id"),
  };
}

function agentRow(event: EventOf<"agent_message">): Row {
  return {
    kind: "message",
    ...rowBase(event, event.message_id),
    role: "agent",
    agent: event.agent,
    content: event.content ?? "",
    ...present(event, "structured_output", "finish_reason"),
  };
}

function rated(row: RowOf<"message">, event: EventOf<"feedback">): RowOf<"message"> {
  const { rating } = event;
  return rating === null ? without(row, "feedback") : { ...row, feedback: { rating, ...present(event, "comment") } };
}

function artifactRow(event: EventOf<"artifact_created">): Row {
  const { artifact_id, title, display, version } = event;
  return { kind: "artifact", ...rowBase(event, artifact_id), artifact_id, title, display, version };
}

function childRow(event: EventOf<"child_started">): Row {
  const { child_chat_id, workflow_id } = event;
  return {
    kind: "child",
    ...rowBase(event),
    child_chat_id,
    workflow_id,
    ...present(event, "agents"),
    status: "running",
  };
}

function finishChildRow(rows: Rows, event: EventOf<"child_completed">): Rows {
  const started = rows.findLast((row) => row.kind === "child" && row.child_chat_id === event.child_chat_id);
  if (!started) return rows;
  return updateRow(rows, "child", started.key, (row) => ({ ...row, status: event.status ?? "completed" }));
}

/** When a session ends nothing is left open: calls without a result are `unknown`, requests without an answer `cancelled`. */
function settled(rows: Rows): Rows {
  return rows.map((row) => {
    if (row.kind === "tool" && row.status === "running") return { ...row, status: "unknown" };
    return row.kind === "request" && row.status === "open" ? { ...row, status: "cancelled" } : row;
  });
}
