import type { Change } from "../data/data-engine.ts";
import { runInScope, type Scope } from "../scope/scope.ts";
import { afterCommit } from "./after-commit.ts";

/**
 * Runs work in the transaction of the scope, or in one of its own; hooks that run after the commit wait for it. Work may run up
 * to three times, and what it does through `db` is part of the transaction.
 * @throws MozaiksError `transaction.failed` when it is too slow, or others always came first.
 */
export async function inTransaction<T>(scope: Scope, work: (scope: Scope) => Promise<T>): Promise<T> {
  if (scope.transaction) return work(scope);
  const committed: Change[] = [];
  const result = await scope.kernel.engine.transaction((transaction) => {
    committed.length = 0;
    const { alongside, ...outer } = scope;
    const inner: Scope = { ...outer, transaction, committed };
    return runInScope(inner, () => work(alongside ? { ...inner, alongside } : inner));
  }, scope.signal);
  await afterCommit(committed, scope);
  return result;
}
