import type { Definition } from "../definitions/definition.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { NewEvent } from "../ports/event-store.ts";
import { decide } from "./core/decide.ts";
import { firstExpiry, type SessionState } from "./core/state.ts";
import { type Recorded, stamp } from "./stamp.ts";

/** More decisions in a row than this without a step between are an engine fault, not a workflow's. */
const maxDecisions = 100;

/** A step's events and every decision that follows from them alone: what one append records. */
export interface Advance {
  readonly events: readonly NewEvent[];
  readonly state: SessionState;
  /** True when nothing is left to do after it. */
  readonly settled: boolean;
  /** When somebody must look again although nobody writes: the first expiry of an open request. */
  readonly wakeAt: string | null;
}

/** @param options.more calls of the step are still in flight: record it, decide nothing yet. */
export function advance(
  context: { clock: Clock; ids: Ids; definition: Definition; chatId: string },
  state: SessionState,
  step: readonly Recorded[],
  options: { more?: boolean } = {},
): Advance {
  const stamped = stamp(context, state, step);
  const events = [...stamped.events];
  let next = stamped.state;
  if (options.more) return { events, state: next, settled: false, wakeAt: null };
  for (let decisions = 0; decisions < maxDecisions; decisions += 1) {
    const action = decide(context.definition, next);
    if (action.kind !== "record") {
      const settled = action.kind === "idle";
      return { events, state: next, settled, wakeAt: settled ? (firstExpiry(next) ?? null) : null };
    }
    const decided = stamp(context, next, action.events);
    events.push(...decided.events);
    next = decided.state;
  }
  throw new Error(`decide made ${maxDecisions} decisions without a step in ${context.chatId}`);
}
