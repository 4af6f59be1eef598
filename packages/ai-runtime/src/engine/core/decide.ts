import type { Definition } from "../../definitions/definition.ts";
import type { Action } from "./action.ts";
import { beginAction } from "./artifact-actions.ts";
import { closeCalls } from "./close-calls.ts";
import { decideCalls } from "./decide-calls.ts";
import type { Draft } from "./draft.ts";
import { dueWrites } from "./entities.ts";
import { decideLifecycle, startLifecycle } from "./lifecycle.ts";
import { decideLoad } from "./loads.ts";
import { failure, type Route, routeAgent, routeRetry, routeUser } from "./next-speaker.ts";
import { pause } from "./run-end.ts";
import { isWaiting, openCalls, type SessionState, type Turn } from "./state.ts";

/** Model calls that one turn may make. */
export const maxToolRounds = 10;

const maxRecoveries = 5;

/** How often an agent may correct the reply that calls its tool. */
const maxAutoRetries = 2;

const idle: Action = { kind: "idle" };

/** Decides what happens next. Pure and total over every state that `evolve` can reach. */
export function decide(definition: Definition, state: SessionState): Action {
  if (state.seq === 0) return idle;
  if (!state.run) return betweenRuns(definition, state);
  const action = inRun(definition, state);
  if (action.kind !== "record" || !isCompletion(action.events)) return action;
  const before = beforeEnd(definition, state, action.events);
  if (before.length > 0) return record(...before);
  return writeAction(definition, state, true) ?? action;
}

/** What the engine calls before it records that the run is complete. */
export function beforeEnd(definition: Definition, state: SessionState, events: readonly Draft[]): readonly Draft[] {
  return isCompletion(events) ? startLifecycle(definition, state, "after_chat") : [];
}

function isCompletion(events: readonly Draft[]): boolean {
  return events.at(-1)?.type === "workflow_complete";
}

/** What is set in a nested chat stays in it. */
function writeAction(definition: Definition, state: SessionState, isComplete: boolean): Action | undefined {
  if (state.nested) return undefined;
  const writes = dueWrites(definition, state, isComplete);
  return writes.length > 0 ? { kind: "write", writes } : undefined;
}

function betweenRuns(definition: Definition, state: SessionState): Action {
  const write = writeAction(definition, state, state.status === "completed");
  if (write) return write;
  const open = openCalls(state);
  if (state.cancel && open.length > 0) return record({ type: "run_started", cause: "response" });
  if (state.pending.length > 0) return record({ type: "run_started", cause: "user_message" });
  if (open.length > 0 && !open.some((call) => isWaiting(state, call)))
    return record({ type: "run_started", cause: "response" });
  if (open.length === 0 && state.actions.length > 0) return record({ type: "run_started", cause: "response" });
  return idle;
}

function inRun(definition: Definition, state: SessionState): Action {
  const { run, turn } = state;
  if (!run) return idle;
  if (run.recoveries >= maxRecoveries)
    return record(...closeCalls(state), failure("run.poisoned", `${maxRecoveries} runners in a row died in it`));
  if (state.cancel) return record(...closeCalls(state), { type: "workflow_cancelled", by: state.cancel.by });
  if (run.timed_out) {
    const limitS = (definition.manifest.max_duration_ms ?? 0) / 1000;
    return record(...closeCalls(state), failure("run.timed-out", `it may take ${limitS} s`));
  }
  const asked = writeAction(definition, state, false) ?? decideLifecycle(definition, state, run);
  if (asked) return asked;
  if (!turn) {
    const load = decideLoad(definition, state);
    if (load) return load;
    const begun = startLifecycle(definition, state, "before_chat");
    if (begun.length > 0) return record(...begun);
    const [action] = state.actions;
    if (action && run.cause === "response" && state.pending.length === 0) {
      return record(...beginAction(definition, state, action));
    }
    return follow((run.cause === "retry" && state.pending.length === 0 ? routeRetry : routeUser)(definition, state));
  }
  return decideCalls(definition, state, run, turn) ?? afterCalls(definition, state, turn);
}

/** All calls of the turn have their results: go on with the model, or end the turn. */
function afterCalls(definition: Definition, state: SessionState, turn: Turn): Action {
  const isDismissed = turn.calls.some((call) => call.status === "dismissed");
  const handsOver = !state.nested && turn.calls.some((call) => call.status === "ok" && call.handoff_to);
  const goesOn = !turn.replied && !handsOver && !isDismissed && !endsWithAutoTool(turn) && turn.steps < maxToolRounds;
  const isFirst = turn.steps === 0;
  const due = turn.action || (goesOn && !isFirst) ? undefined : goesOn ? "before_agent" : "after_agent";
  const called = due ? startLifecycle(definition, state, due) : [];
  if (called.length > 0) return record(...called);
  if (isDismissed) {
    return follow(routeUser(definition, { ...state, paused: true }));
  }
  if (turn.action && !handsOver) return record(pause(definition, state));
  if (goesOn) return { kind: "model", agent: turn.agent };
  const route = routeAgent(definition, state);
  const last = route.events.at(-1);
  const toUser = last?.type === "run_paused" || (last?.type === "workflow_complete" && last.reason === "user");
  if (!toUser || state.pending.length === 0) return follow(route);
  return follow(routeUser(definition, { ...state, paused: last.type === "run_paused" }));
}

/** A reply that calls its tool by itself ends the turn, unless the call failed: then the agent is asked twice more. */
function endsWithAutoTool({ calls }: Turn): boolean {
  const made = calls.filter((call) => call.auto);
  return made.length > maxAutoRetries || made.some((call) => call.status !== "error");
}

function follow({ events, asksManager }: Route): Action {
  return asksManager ? { kind: "choose", events, considered: asksManager } : { kind: "record", events };
}

function record(...events: readonly Draft[]): Action {
  return { kind: "record", events };
}
