import type { Change, DataEngine } from "../data/data-engine.ts";

/** The same engine; tells of every change that was committed, in order. */
export function recordingEngine(engine: DataEngine, onChanges: (changes: readonly Change[]) => void): DataEngine {
  return {
    ...engine,
    async apply(unit) {
      const outcome = await engine.apply(unit);
      if ("changes" in outcome) onChanges(outcome.changes);
      return outcome;
    },
    async transaction(work, signal) {
      let changes: Change[] = [];
      const result = await engine.transaction((transaction) => {
        changes = [];
        return work({
          ...transaction,
          async apply(unit) {
            const outcome = await transaction.apply(unit);
            if ("changes" in outcome) changes.push(...outcome.changes);
            return outcome;
          },
        });
      }, signal);
      onChanges(changes);
      return result;
    },
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}
