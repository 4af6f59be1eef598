import { type EventError, isInput, type JsonObject, type RunCause, type SessionEvent } from "@mozaiks/contracts";
import { openCalls, type Run, type SessionState } from "./state.ts";
import { userItem } from "./user-item.ts";

/** Begins the cause of the update that holds the values which are loaded once in a session; no tool can be called that. */
export const loadedCause = "external:";
/** The same for values that are loaded in each run. */
export const refreshedCause = "refreshed:";

/**
 * What only a runner starts a run for: it goes on at once, and what it does first may leave no event, such as a call that
 * a person has just approved. So nobody else may take such a run for one that nothing has happened in.
 */
const startedByRunners: ReadonlySet<RunCause> = new Set(["user_message", "response"]);

/** The part of the fold that frames runs: status, epochs, limits, cancel, usage, context. */
export function evolveRun(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case "session_created":
      return {
        ...state,
        chat_id: event.chat_id,
        workflow_id: event.workflow_id,
        workflow_version: event.workflow_version,
        startup_mode: event.startup_mode,
        context: event.context ?? {},
        ...(event.parent && { parent: { chat_id: event.parent.chat_id, depth: event.parent.depth ?? 1 } }),
        ...(event.nested && { nested: event.nested }),
      };
    case "run_started": {
      const { waiting_for: _, outcome: __, waiting_turns = 0, ...rest } = state;
      return {
        ...rest,
        status: "running",
        run: {
          run_id: event.run_id,
          cause: event.cause,
          epoch: event.seq,
          started: event.seq,
          started_at: event.timestamp,
          turns: event.cause === "response" ? waiting_turns : 0,
          recoveries: 0,
          untouched: !startedByRunners.has(event.cause),
          timed_out: false,
          tokens: 0,
          cost_usd: 0,
        },
      };
    }
    case "run_recovery":
      return withRun(state, (run) => ({ ...run, epoch: event.seq, recoveries: run.recoveries + 1, untouched: false }));
    case "cancel_requested":
      return state.run || openCalls(state).length > 0 ? { ...state, cancel: { seq: event.seq, by: event.by } } : state;
    case "timer_fired":
      return withRun(state, (run) => (event.timer_id === `run:${run.run_id}` ? { ...run, timed_out: true } : run));
    case "context_update": {
      const isLoaded = event.cause.startsWith(loadedCause);
      const next: SessionState = {
        ...state,
        context: { ...state.context, ...event.changes },
        ...(isLoaded && { loaded: true }),
      };
      const isFresh = isLoaded || event.cause.startsWith(refreshedCause);
      return touched(isFresh ? withRun(next, (run) => ({ ...run, refreshed: true })) : next, event);
    }
    case "usage_update": {
      const { total_tokens } = event.tokens;
      const metered = withRun(touched(state, event), (run) => ({
        ...run,
        tokens: run.tokens + total_tokens,
        cost_usd: run.cost_usd === null || event.cost_usd === null ? null : run.cost_usd + event.cost_usd,
      }));
      return { ...metered, usage: { total_tokens: state.usage.total_tokens + total_tokens } };
    }
    case "run_paused":
      return {
        ...ended(state, "paused"),
        paused: true,
        waiting_for: event.waiting_for,
        ...(event.waiting_for === "children" && { waiting_turns: state.run?.turns ?? 0 }),
      };
    case "workflow_complete":
      return {
        ...ended(state, "completed"),
        first_completed_at: state.first_completed_at ?? event.timestamp,
        outcome: {
          run_id: event.run_id,
          status: "completed",
          ...(event.result !== undefined && { result: event.result }),
        },
      };
    case "workflow_failed":
      return {
        ...ended(state, "failed"),
        outcome: { run_id: event.run_id, status: "failed", result: withoutUndefined(event.error) },
      };
    case "workflow_cancelled":
      return { ...ended(state, "cancelled"), outcome: { run_id: event.run_id, status: "cancelled" } };
    case "child_completed": {
      const { child_chat_id, status = "completed", result } = event;
      const report = { status, ...(result !== undefined && { result }) };
      return { ...state, children: { ...state.children, [child_chat_id]: report } };
    }
    default:
      return touched(state, event);
  }
}

/**
 * A run answers the messages it began with and a cancel those before it, even when nobody speaks; a later message that
 * no agent has heard stays pending and begins the next run.
 */
function ended(state: SessionState, status: "paused" | "completed" | "failed" | "cancelled"): SessionState {
  const { run, cancel, waiting_for: _, ...rest } = state;
  const answered = Math.max(run?.started ?? 0, (status === "cancelled" && cancel?.seq) || 0);
  const heard = state.pending.filter((message) => message.seq < answered);
  return {
    ...rest,
    status,
    paused: false,
    conversation: heard.length > 0 ? [...state.conversation, ...heard.map(userItem)] : state.conversation,
    pending: heard.length > 0 ? state.pending.filter((message) => message.seq >= answered) : state.pending,
  };
}

/** Any event of the runner ends a series of recoveries. */
function touched(state: SessionState, event: SessionEvent): SessionState {
  if (isInput(event)) return state;
  return withRun(state, (run) =>
    run.untouched || run.recoveries > 0 ? { ...run, untouched: false, recoveries: 0 } : run,
  );
}

function withRun(state: SessionState, change: (run: Run) => Run): SessionState {
  return state.run ? { ...state, run: change(state.run) } : state;
}

/** As JSON has it. */
function withoutUndefined({ code, title, detail }: EventError): JsonObject {
  return { code, title, ...(detail !== undefined && { detail }) };
}
