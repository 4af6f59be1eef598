import type { Draft } from "./draft.ts";
import { openLifecycle } from "./lifecycle.ts";
import { isInterrupted, openCalls, type SessionState } from "./state.ts";

/** Results for open calls that nobody will finish: cancelled, or unknown for one that a lost runner may have started. */
export function closeCalls(state: SessionState): readonly Draft[] {
  return [...openCalls(state), ...openLifecycle(state)].map((call): Draft => {
    const status = isInterrupted(call, state.run) ? "unknown" : "cancelled";
    return { type: "tool_result", call_id: call.call_id, name: call.name, status };
  });
}
