import type { Clock } from "../ports/clock.ts";

/** The time of a scenario: that of a clock, and what the scenario lets pass at once. */
export interface ShiftedClock extends Clock {
  shift(ms: number): void;
}

export function createShiftedClock(clock: Clock): ShiftedClock {
  let shiftedMs = 0;
  return {
    now: () => new Date(clock.now().getTime() + shiftedMs),
    shift(ms) {
      shiftedMs += ms;
    },
  };
}
