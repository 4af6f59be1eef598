import { MozaiksError } from "@mozaiks/contracts";
import type { Write } from "../../data/data-engine.ts";
import type { UnitOutcome } from "./apply-unit.ts";
import type { DatabaseThread } from "./database-thread.ts";
import { toStoreError } from "./store-error.ts";

interface WaitingUnit {
  readonly text: string;
  readonly answer: PromiseWithResolvers<UnitOutcome>;
}

interface WaitingWork {
  run(): Promise<void>;
}

export interface WriteQueueParts {
  readonly thread: DatabaseThread;
  readonly file: string;
  readonly now: () => number;
  /** Told the position after each commit. */
  readonly onCommit: (position: number) => void;
}

/** All that writes, one behind the other: units in groups that share a commit, and work that has the writer to itself. */
export interface WriteQueue {
  /** @throws MozaiksError `store.unavailable` when too many wait. */
  apply(unit: readonly Write[]): Promise<UnitOutcome>;
  /** Between two commits of others; `signal` gives up waiting. */
  alone<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Resolves when nothing waits and nothing is being written. */
  drained(): Promise<void>;
}

const limits = { units: 500, characters: 8 * 1024 * 1024, waiting: 100_000 };

export function createWriteQueue({ thread, file, now, onCommit }: WriteQueueParts): WriteQueue {
  const waiting: (WaitingUnit | WaitingWork)[] = [];
  let isBusy = false;
  let onDrained: (() => void)[] = [];

  function add(job: WaitingUnit | WaitingWork): void {
    waiting.push(job);
    if (isBusy) return;
    isBusy = true;
    // What is submitted in the same turn of the event loop shares a commit.
    setImmediate(() => void pump());
  }

  async function pump(): Promise<void> {
    for (let job = waiting[0]; job; job = waiting[0]) {
      if ("run" in job) {
        waiting.shift();
        await job.run();
      } else await writeGroup(takeGroup());
    }
    isBusy = false;
    for (const resolve of onDrained) resolve();
    onDrained = [];
  }

  function takeGroup(): readonly WaitingUnit[] {
    const group: WaitingUnit[] = [];
    let characters = 0;
    for (const job of waiting) {
      if ("run" in job || group.length === limits.units) break;
      characters += job.text.length;
      if (group.length > 0 && characters > limits.characters) break;
      group.push(job);
    }
    waiting.splice(0, group.length);
    return group;
  }

  async function writeGroup(group: readonly WaitingUnit[]): Promise<void> {
    try {
      const units = `[${group.map(({ text }) => text).join(",")}]`;
      const { outcomes, position } = await thread.ask("applyAll", { units, at: now() });
      group.forEach(({ answer }, index) => {
        const outcome = outcomes[index];
        if (outcome && !("failure" in outcome)) answer.resolve(outcome);
        else answer.reject(toStoreError(file, outcome?.failure ?? { message: "The store's thread gave no answer" }));
      });
      onCommit(position);
    } catch (error) {
      for (const { answer } of group) answer.reject(error);
    }
  }

  return {
    apply(unit) {
      if (waiting.length >= limits.waiting)
        return Promise.reject(new MozaiksError("store.unavailable", `${limits.waiting} writes are waiting already`));
      const answer = Promise.withResolvers<UnitOutcome>();
      add({ text: JSON.stringify(unit), answer });
      return answer.promise;
    },
    alone<T>(work: () => Promise<T>, signal?: AbortSignal) {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const job: WaitingWork = {
        async run() {
          signal?.removeEventListener("abort", giveUp);
          try {
            resolve(await work());
          } catch (error) {
            reject(error);
          }
        },
      };
      function giveUp(): void {
        const place = waiting.indexOf(job);
        if (place >= 0) waiting.splice(place, 1);
        reject(new MozaiksError("transaction.failed", "The request of the transaction was given up"));
      }
      signal?.addEventListener("abort", giveUp, { once: true });
      add(job);
      return promise;
    },
    drained: () => (isBusy ? new Promise((resolve) => onDrained.push(resolve)) : Promise.resolve()),
  };
}
