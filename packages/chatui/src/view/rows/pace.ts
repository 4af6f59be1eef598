const restMs = 40;
const share = 0.1;

/** Keeps something that is done again and again to a share of the time, however much it costs each time. */
export interface Pace {
  /** Milliseconds until it may be done again; 0 = now. */
  wait(): number;
  begin(): void;
  end(): void;
}

/** Twenty-five times a second at most; what costs more than 4 ms rests for nine times as long. */
export function createPace(now: () => number): Pace {
  let begun: number | undefined;
  let next = 0;
  return {
    wait: () => Math.max(0, next - now()),
    begin() {
      begun = now();
    },
    end() {
      if (begun === undefined) return;
      const cost = now() - begun;
      begun = undefined;
      next = now() + Math.max(restMs, cost * (1 / share - 1));
    },
  };
}
