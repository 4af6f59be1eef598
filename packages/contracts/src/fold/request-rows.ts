import type { Json } from "../ids.ts";
import type { OpenRequest, ToolStatus } from "../tool-events.ts";
import { rowBase, type Rows, updateRow } from "./row-list.ts";

/** A request row stands beside the tool row of the same call, hence a key of its own. */
function requestKey(callId: string): string {
  return `request:${callId}`;
}

/** A UI tool that awaits nothing only shows something: it is `ok` from the start. */
export function addRequestRow(rows: Rows, event: OpenRequest): Rows {
  const status = event.type === "ui_tool_request" && !event.awaiting_response ? "ok" : "open";
  return [...rows, { kind: "request", ...rowBase(event, requestKey(event.call_id)), request: event, status }];
}

export function answerRequestRow(rows: Rows, callId: string, response: Json): Rows {
  return updateRow(rows, "request", requestKey(callId), (row) =>
    row.status === "open" ? { ...row, status: "answered", response } : row,
  );
}

/** Closes an open request with the result of its call (`dismissed`, `timeout`, `cancelled` …); an answered one stays answered. */
export function closeRequestRow(rows: Rows, callId: string, status: ToolStatus): Rows {
  return updateRow(rows, "request", requestKey(callId), (row) => (row.status === "open" ? { ...row, status } : row));
}
