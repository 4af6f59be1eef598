import type { SessionEvent } from "@mozaiks/contracts";
import { keptLifecycle } from "./lifecycle.ts";
import type { Call, SessionState, Turn } from "./state.ts";

/** The part of the fold that follows the open turn: its steps, calls and answers. */
export function evolveTurn(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case "agent_selected": {
      const again = state.last_speaker === event.agent;
      return {
        ...state,
        ...keptLifecycle(state),
        turn: { agent: event.agent, selected: event.seq, steps: 0, calls: [], replied: false, metered: false },
        children: {},
        last_speaker: event.agent,
        consecutive: again ? state.consecutive + 1 : 1,
        ...(state.run && { run: { ...state.run, turns: state.run.turns + 1 } }),
      };
    }
    case "user_message":
      return { ...state, consecutive: 0 };
    case "agent_message":
      return withTurn(state, (turn) => ({
        ...turn,
        replied: event.finish_reason !== "tool_calls",
        metered: false,
        ...(event.guardrail !== undefined && { guardrail: event.guardrail }),
      }));
    case "tool_call": {
      const { call_id, name = "", kind, seq, timestamp } = event;
      const call: Call = {
        call_id,
        name,
        kind,
        seq,
        timestamp,
        arguments: event.arguments ?? {},
        status: "open",
        ready: seq,
        ...(event.auto && { auto: true }),
        ...(event.nested && { nested: event.nested }),
      };
      return withTurn(state, (turn) => ({ ...turn, calls: [...turn.calls, call], replied: false, metered: false }));
    }
    case "usage_update":
      return withTurn(state, (turn) => ({
        ...turn,
        steps: turn.metered ? turn.steps : turn.steps + 1,
        metered: true,
        replied: turn.replied || !turn.calls.some((call) => call.status === "open"),
      }));
    case "tool_result":
      return withCall(state, event.call_id, (call) => ({
        ...call,
        status: event.status,
        ...(event.handoff_to && { handoff_to: event.handoff_to }),
      }));
    case "child_started":
      return withCall(state, event.call_id ?? "", (call) => ({ ...call, child: event.child_chat_id }));
    case "ui_tool_request":
      return withCall(state, event.call_id, (call) => ({
        ...call,
        request: { awaiting: event.awaiting_response, ...(event.expires_at && { expires_at: event.expires_at }) },
      }));
    case "approval_request":
      return withCall(state, event.call_id, (call) => ({ ...call, approval: { hash: event.arguments_hash } }));
    case "approval_response":
      return withCall(state, event.call_id, (call) => {
        if (!call.approval || call.approval.decision) return call;
        const { decision, comment } = event;
        return { ...call, ready: event.seq, approval: { ...call.approval, decision, ...(comment && { comment }) } };
      });
    case "ui_tool_response":
      return withCall(state, event.call_id, (call) =>
        call.request && !call.answer && !call.expired ? { ...call, answer: { value: event.response } } : call,
      );
    case "timer_fired":
      return withCall(state, event.timer_id, (call) =>
        call.request && !call.answer ? { ...call, expired: true } : call,
      );
    case "workflow_complete":
    case "workflow_failed":
    case "workflow_cancelled":
      return withoutTurn(state);
    case "run_paused":
      return event.waiting_for === "user" ? withoutTurn(state) : state;
    default:
      return state;
  }
}

function withTurn(state: SessionState, change: (turn: Turn) => Turn): SessionState {
  return state.turn ? { ...state, turn: change(state.turn) } : state;
}

/** Changes an open call; a finished one stays as it is. */
function withCall(state: SessionState, callId: string, change: (call: Call) => Call): SessionState {
  return withTurn(state, (turn) => ({
    ...turn,
    metered: false,
    calls: turn.calls.map((call) => (call.call_id === callId && call.status === "open" ? change(call) : call)),
  }));
}

function withoutTurn(state: SessionState): SessionState {
  const { turn: _, ...rest } = state;
  return rest;
}
