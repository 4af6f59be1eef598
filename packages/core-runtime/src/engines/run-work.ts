import { MozaiksError } from "@mozaiks/contracts";
import type { EngineTransaction, Write } from "../data/data-engine.ts";
import type { CountPlan, Plan } from "../data/plan.ts";

export interface WorkLimits {
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs the work of a transaction until it ends, its time is over or its signal says stop, whichever comes first. After that the
 * transaction answers nothing more, so work that hangs cannot write later.
 * @throws MozaiksError `transaction.failed`, or what the work throws.
 */
export async function runWork<T>(
  work: (transaction: EngineTransaction) => Promise<T>,
  transaction: EngineTransaction,
  { limitMs, signal }: WorkLimits,
): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  let ended: MozaiksError | undefined;
  const stop = (detail: string) => {
    ended ??= new MozaiksError("transaction.failed", detail);
    stopped.reject(ended);
  };
  const whileOpen =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (ended) throw ended;
      return call(...args);
    };
  const timer = setTimeout(() => stop(`A transaction has ${limitMs / 1000} s, and this one took longer`), limitMs);
  const onAbort = () => stop("The request of the transaction was given up");
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    if (signal?.aborted) onAbort();
    const open = {
      find: whileOpen((plan: Plan) => transaction.find(plan)),
      count: whileOpen((plan: CountPlan) => transaction.count(plan)),
      apply: whileOpen((unit: readonly Write[]) => transaction.apply(unit)),
    };
    return await Promise.race([stopped.promise, work(open)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    ended ??= new MozaiksError("transaction.failed", "The transaction is over");
  }
}
