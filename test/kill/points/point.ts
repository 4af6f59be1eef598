import type { LoadedWorkflow } from "@mozaiks/ai-runtime";
import type { SessionEvent, ToolKind, WaitingFor } from "@mozaiks/contracts";
import { compileDefinition } from "../../../packages/ai-runtime/src/definitions/compile-definition.ts";
import type { Action } from "../../../packages/ai-runtime/src/engine/core/action.ts";
import { decide } from "../../../packages/ai-runtime/src/engine/core/decide.ts";
import { replay } from "../../../packages/ai-runtime/src/engine/core/evolve.ts";
import { openLifecycle } from "../../../packages/ai-runtime/src/engine/core/lifecycle.ts";
import { openCalls } from "../../../packages/ai-runtime/src/engine/core/state.ts";

/** Where a log ends, in the engine's own words. */
export interface Point {
  /** What the engine is doing: nothing is recorded of it yet. */
  readonly action: Action["kind"];
  readonly waitingFor?: WaitingFor | undefined;
  /** Of the calls that have no result. */
  readonly open: readonly ToolKind[];
}

export function pointOf({ stored }: LoadedWorkflow, log: readonly SessionEvent[]): Point {
  const state = replay(log);
  const calls = [...openCalls(state), ...openLifecycle(state)];
  return {
    action: decide(compileDefinition(stored), state).kind,
    waitingFor: state.waiting_for,
    open: calls.map(({ kind }) => kind),
  };
}
