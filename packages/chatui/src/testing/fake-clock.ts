import type { Clock } from "../core/clock.ts";

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets time pass: everything that is due runs in its order, with all that follows from it. */
  advance(ms: number): Promise<void>;
  /** Time passes and nothing runs, as on a computer that sleeps: what was due runs at the next `advance`. */
  sleep(ms: number): void;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

export function createFakeClock(startMs: number = Date.UTC(2026, 2, 2, 9)): FakeClock {
  let nowMs = startMs;
  /** In the order in which they are due; equal times in the order in which they were set. */
  const timers: Timer[] = [];

  return {
    now: () => nowMs,
    after(ms, run) {
      const timer = { atMs: nowMs + Math.max(0, ms), run };
      const place = timers.findLastIndex(({ atMs }) => atMs <= timer.atMs) + 1;
      timers.splice(place, 0, timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      while (timers[0] && timers[0].atMs <= untilMs) {
        const [timer] = timers.splice(0, 1);
        nowMs = Math.max(nowMs, timer?.atMs ?? 0);
        timer?.run();
        await settle();
      }
      nowMs = untilMs;
    },
    sleep(ms) {
      nowMs += ms;
    },
  };
}

/** Resolves when every promise that can settle now has settled. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
