import { isInput, type SessionEvent } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { Action } from "../engine/core/action.ts";
import { decide } from "../engine/core/decide.ts";
import { allDerived } from "../engine/core/derive.ts";
import { replay } from "../engine/core/evolve.ts";
import { initialState, type SessionState } from "../engine/core/state.ts";
import { decisionIn, isSame } from "./same-draft.ts";
import { type Performed, stepLength } from "./step-length.ts";

/** Where a definition decides something else than what was recorded. */
export interface ReplayDifference {
  readonly seq: number;
  /** The recorded event, without ids and times. */
  readonly recorded: unknown;
  /** The event that is decided, or in words what would happen. */
  readonly decided: unknown;
}

export interface Replay {
  readonly events: number;
  /** Recorded events that were compared with decisions; the others are inputs and what models and tools gave. */
  readonly decisions: number;
  /** Absent: identical. */
  readonly difference?: ReplayDifference;
}

/**
 * Runs a recorded log again without model, tool or clock: inputs and what models and tools gave are taken from the log,
 * everything else is decided anew and compared. Pure. It ends at the first difference; a log that ends in the middle of
 * a run is compared as far as it goes.
 */
export function replayLog(definition: Definition, events: readonly SessionEvent[]): Replay {
  let state = initialState;
  let at = 0;
  let decisions = 0;
  /** What was going on when inputs came in between. */
  let interrupted: Performed | undefined;
  const fold = (count: number): void => {
    state = replay(events.slice(at, at + count), state);
    at += count;
  };
  const differs = (index: number, decided: unknown): Replay => {
    const event = events[index];
    return {
      events: events.length,
      decisions,
      difference: { seq: index + 1, recorded: event && decisionIn(event), decided },
    };
  };

  for (let event = events[at]; event; event = events[at]) {
    if (event.seq !== at + 1) return differs(at, `the event with seq ${at + 1}`);
    if (at === 0 && event.type !== "session_created") return differs(at, "session_created");
    const action = decide(definition, state);
    if (isGiven(event, state)) {
      if (event.type === "run_recovery") interrupted = undefined;
      else if (state.run) interrupted ??= performedIn(action, state);
      fold(1);
      continue;
    }
    if (action.kind === "idle") return differs(at, "nothing: it waits");
    const performed = performedIn(action, state);
    if (action.kind === "record") {
      const decided = allDerived(definition, state.context, action.events);
      const same = countSame(events.slice(at), decided);
      if (same === decided.length || at + same === events.length) {
        decisions += same;
        fold(same);
        interrupted = undefined;
        continue;
      }
      const late = interrupted ? stepLength(definition, interrupted, events.slice(at)) : 0;
      if (late === 0)
        return differs(at + same, decisionIn(decided[same] ?? { type: "notice", level: "info", code: "" }));
      fold(late);
      const { kind } = interrupted?.action ?? {};
      if (kind === "tools" || kind === "children") continue;
    } else if (performed) {
      const length = stepLength(definition, performed, events.slice(at));
      if (length === 0) return differs(at, inWords(action));
      fold(length);
    }
    interrupted = undefined;
  }
  return { events: events.length, decisions };
}

/** What comes from outside of the runner, or from a new one. */
function isGiven(event: SessionEvent, state: SessionState): boolean {
  if (isInput(event) || event.type === "session_created" || event.type === "run_recovery") return true;
  if (event.type === "context_update" && event.cause === "ui") return true;
  if (state.run) return false;
  if (event.type === "run_started") return event.cause !== "user_message" && event.cause !== "response";
  return state.status === "created" && (event.type === "agent_message" || event.type === "notice");
}

function performedIn(action: Action, state: SessionState): Performed | undefined {
  return action.kind === "record" || action.kind === "idle" ? undefined : { action, state };
}

function countSame(recorded: readonly SessionEvent[], decided: Extract<Action, { kind: "record" }>["events"]): number {
  const differing = decided.findIndex((draft, index) => {
    const event = recorded[index];
    return event === undefined || !isSame(event, draft);
  });
  return differing === -1 ? decided.length : differing;
}

function inWords(action: Exclude<Action, { kind: "record" | "idle" }>): string {
  switch (action.kind) {
    case "model":
      return `a model call of ${action.agent}`;
    case "choose":
      return "a choice of the manager among those who may speak";
    case "load":
      return `the values of ${action.variables.map(({ name }) => name).join(", ")}`;
    case "write":
      return `a write of ${action.writes.map(({ collection, id }) => `${collection}/${id}`).join(", ")}`;
    case "children":
    case "tools":
      return `calls of ${action.calls.map(({ name }) => name).join(", ")}`;
  }
}
