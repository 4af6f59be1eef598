import type { Draft } from "./draft.ts";
import { openCalls, type SessionState } from "./state.ts";

/** Results for open calls that nobody will finish: cancelled, or unknown for one that a lost runner may have started. */
export function closeCalls(state: SessionState): readonly Draft[] {
  const epoch = state.run?.epoch ?? 0;
  return openCalls(state).map(({ call_id, name, kind, seq }): Draft => {
    const isInterrupted = kind !== "ui" && kind !== "handoff" && seq < epoch;
    return { type: "tool_result", call_id, name, status: isInterrupted ? "unknown" : "cancelled" };
  });
}
