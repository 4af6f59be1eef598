import type { Log } from "../log.ts";

/** Work that an answer does not wait for. */
export interface Background {
  /** Begins work; what it throws is logged under its name. */
  run(name: string, work: () => Promise<void>): void;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>();
  return {
    run(name, work) {
      const task = work()
        .catch((error: unknown) => log.error({ event: "background.failed", work: name }, error))
        .finally(() => running.delete(task));
      running.add(task);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
