import { MozaiksError } from "@mozaiks/contracts";
import type { Scope } from "../scope/scope.ts";
import { findKept, type IdempotentRequest, keeping, type KeptAnswer, placeOf } from "./idempotency-rows.ts";
import { inTransaction } from "./in-transaction.ts";

/**
 * Does work once for a key of a tenant, user and route, and answers the same for 24 h. The answer is kept in the transaction of
 * the work, so that there is never one without the other; of duplicates that race one does the work. Failures are not kept.
 * @throws MozaiksError `idempotency.reused` when the key came with something else before.
 */
export function idempotently(
  request: IdempotentRequest,
  scope: Scope,
  work: (scope: Scope) => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const place = placeOf(request, scope);
  return inTransaction(scope, async (inner) => {
    const { transaction } = inner;
    if (!transaction) throw new TypeError("Idempotent work needs a transaction");
    const kept = await findKept(place, transaction, inner);
    if (kept) return { status: Number(kept["status"]), body: kept["body"] ?? null };
    const answer = await work(inner);
    const { writes } = await keeping(place, answer, transaction, inner);
    const outcome = await transaction.apply(writes);
    if ("changes" in outcome) return answer;
    throw new MozaiksError("transaction.failed", "The same request is being answered; try again");
  });
}
