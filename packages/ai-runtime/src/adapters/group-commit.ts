import { MozaiksError } from "@mozaiks/contracts";

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly bytes: number;
  readonly answer: PromiseWithResolvers<Outcome>;
}

export interface GroupCommit<Item, Outcome> {
  /**
   * Resolves to the item's own outcome once its group is written.
   * @throws MozaiksError `store.unavailable` when too many items wait; whatever `write` throws fails the whole group.
   */
  submit(item: Item, bytes?: number): Promise<Outcome>;
  /** Resolves when nothing waits and nothing is being written. */
  drained(): Promise<void>;
}

/**
 * Writes what is submitted in the same turn of the event loop as one group, and what arrives meanwhile as the next:
 * no time window, at most 500 items or 8 MiB a group, one group in flight, at most 100,000 items waiting.
 * `write` answers with one outcome per item, in order.
 */
export function createGroupCommit<Item, Outcome>(
  write: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  { maxItems = 500, maxBytes = 8 * 1024 * 1024, maxWaiting = 100_000 } = {},
): GroupCommit<Item, Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  let state: "idle" | "scheduled" | "writing" = "idle";
  let onDrained: (() => void)[] = [];

  function schedule(): void {
    if (state !== "idle") return;
    if (waiting.length > 0) {
      state = "scheduled";
      setImmediate(() => void flush());
      return;
    }
    for (const resolve of onDrained) resolve();
    onDrained = [];
  }

  async function flush(): Promise<void> {
    state = "writing";
    const group = takeGroup();
    try {
      const outcomes = await write(group.map(({ item }) => item));
      group.forEach(({ answer }, index) => answer.resolve(outcomes[index] as Outcome));
    } catch (error) {
      for (const { answer } of group) answer.reject(error);
    }
    state = "idle";
    schedule();
  }

  function takeGroup(): Waiting<Item, Outcome>[] {
    let bytes = 0;
    let count = 0;
    for (const next of waiting) {
      bytes += next.bytes;
      if (count === maxItems || (count > 0 && bytes > maxBytes)) break;
      count += 1;
    }
    return waiting.splice(0, count);
  }

  return {
    submit(item, bytes = 0) {
      if (waiting.length >= maxWaiting) {
        return Promise.reject(new MozaiksError("store.unavailable", `${maxWaiting} writes are waiting already`));
      }
      const answer = Promise.withResolvers<Outcome>();
      waiting.push({ item, bytes, answer });
      schedule();
      return answer.promise;
    },
    drained() {
      return new Promise((resolve) => {
        onDrained.push(resolve);
        schedule();
      });
    },
  };
}
