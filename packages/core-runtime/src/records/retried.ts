import { MozaiksError } from "@mozaiks/contracts";
import type { Scope } from "../scope/scope.ts";
import { inTransaction } from "./in-transaction.ts";

const attempts = 3;

/**
 * Reads and writes a record; `attempt` gives undefined when the record was changed between the two, and begins anew. Who loses
 * again and again does it in a transaction, where nobody comes between.
 * @throws MozaiksError `transaction.failed` when that fails too.
 */
export async function retried<T>(scope: Scope, attempt: (scope: Scope) => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < attempts; count += 1) {
    const result = await attempt(scope);
    if (result !== undefined) return result;
  }
  const result = await inTransaction(scope, attempt);
  if (result !== undefined) return result;
  throw new MozaiksError("transaction.failed", "The record is being changed by many others; try again");
}
