import type { PartialMessage, SessionState, WorkflowCard } from "../frames.ts";
import type { SessionView } from "../session-view.ts";
import { present } from "./record.ts";

/**
 * Starts the view anew from the first frame of a connection. Rows are kept when the server goes on where they end or
 * before; else they start after `from_seq`. A state that is older than the view changes nothing.
 */
export function foldSessionState(view: SessionView, state: SessionState): SessionView {
  if (!(state.head_seq >= view.head_seq)) return view;
  const continues = state.from_seq <= view.rows_seq;
  const from = Math.min(state.from_seq, state.head_seq);
  return {
    chat_id: view.chat_id,
    workflow: state.workflow,
    status: state.status,
    ...present(state, "waiting_for", "run_id", "run_cause", "agent", "partial"),
    head_seq: state.head_seq,
    from_seq: continues ? view.from_seq : from,
    rows_seq: continues ? view.rows_seq : from,
    rows: continues ? view.rows : [],
    open_requests: Object.fromEntries(state.open_requests.map((request) => [request.call_id, request])),
    partial_calls: {},
    context: state.context,
    artifacts: Object.fromEntries(state.artifacts.map((artifact) => [artifact.artifact_id, artifact])),
    usage: state.usage,
  };
}

/**
 * The first frame for a client that is to get the logged events after `from_seq`: the view without its rows.
 * `partial` defaults to the view's own; a view that was folded from logged events only has none.
 */
export function toSessionState(
  view: SessionView,
  options: { workflow: WorkflowCard; timestamp: string; from_seq: number; partial?: PartialMessage | undefined },
): SessionState {
  const partial = options.partial ?? view.partial;
  return {
    type: "session_state",
    chat_id: view.chat_id,
    timestamp: options.timestamp,
    workflow: options.workflow,
    status: view.status,
    ...present(view, "waiting_for", "run_id", "run_cause", "agent"),
    head_seq: view.head_seq,
    from_seq: options.from_seq,
    ...(partial && { partial }),
    open_requests: Object.values(view.open_requests),
    context: view.context,
    artifacts: Object.values(view.artifacts),
    usage: view.usage,
  };
}
