/** Time, as far as a chat needs it. Tests pass one that they turn by hand. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs something once, that many milliseconds from now; the result takes it back. */
  after(ms: number, run: () => void): () => void;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Named timers: setting one again takes back the one before. */
export interface Timers {
  set(name: string, ms: number, run: () => void): void;
  has(name: string): boolean;
  clear(name?: string): void;
}

export function createTimers(clock: Clock): Timers {
  const running = new Map<string, () => void>();
  const clear = (name: string) => {
    running.get(name)?.();
    running.delete(name);
  };
  return {
    set(name, ms, run) {
      clear(name);
      const cancel = clock.after(ms, () => {
        running.delete(name);
        run();
      });
      running.set(name, cancel);
    },
    has: (name) => running.has(name),
    clear(name) {
      for (const each of name === undefined ? [...running.keys()] : [name]) clear(each);
    },
  };
}
