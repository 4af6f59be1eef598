/** First in, first out within a group; the groups take turns, so that a group with many items cannot starve another. */
export interface FairQueue<T> {
  push(group: string, item: T): void;
  take(): T | undefined;
  clear(): void;
}

export function createFairQueue<T>(): FairQueue<T> {
  const groups = new Map<string, Set<T>>();
  return {
    push(group, item) {
      const items = groups.get(group);
      if (items) items.add(item);
      else groups.set(group, new Set([item]));
    },
    take() {
      for (const [group, items] of groups) {
        groups.delete(group);
        for (const item of items) {
          items.delete(item);
          if (items.size > 0) groups.set(group, items);
          return item;
        }
      }
      return undefined;
    },
    clear: () => groups.clear(),
  };
}
