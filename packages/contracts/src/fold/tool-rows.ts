import type { EventOf } from "../events.ts";
import type { FrameOf } from "../frames.ts";
import { present, without } from "./record.ts";
import { rowBase, type Rows, updateRow } from "./row-list.ts";

/** A handover is told by `agent_selected`, and a tool that shows nothing has no name here: neither makes a row. */
export function addToolRow(rows: Rows, event: EventOf<"tool_call">): Rows {
  if (event.kind === "handoff" || !event.name) return rows;
  return [
    ...rows,
    {
      kind: "tool",
      ...rowBase(event, event.call_id),
      agent: event.agent,
      name: event.name,
      tool_kind: event.kind,
      ...present(event, "arguments"),
      status: "running",
    },
  ];
}

export function finishToolRow(rows: Rows, event: EventOf<"tool_result">): Rows {
  return updateRow(rows, "tool", event.call_id, (row) => ({
    ...without(row, "progress"),
    status: event.status,
    ...present(event, "result", "error", "duration_ms"),
  }));
}

export function progressToolRow(rows: Rows, frame: FrameOf<"tool_progress">): Rows {
  return updateRow(rows, "tool", frame.call_id, (row) => {
    const { progress } = row;
    if (row.status !== "running") return row;
    if (progress?.percent === frame.percent && progress.message === frame.message) return row;
    return { ...row, progress: { percent: frame.percent, ...present(frame, "message") } };
  });
}
