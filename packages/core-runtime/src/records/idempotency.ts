import { type Json, MozaiksError } from "@mozaiks/contracts";
import type { Scope } from "../scope/scope.ts";
import {
  findKept,
  type IdempotentRequest,
  keeping,
  type KeptAnswer,
  placeOf,
  purgeExpired,
  toKeptAnswer,
} from "./idempotency-rows.ts";
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
    const found = await findKept(place, transaction, inner);
    if (found.answer) return toKeptAnswer(found.answer);
    const answer = await work(inner);
    const outcome = await transaction.apply(keeping(place, found, answer, inner).writes);
    if ("refusal" in outcome) throw new MozaiksError("idempotency.in-progress", undefined, { retryAfterS: 1 });
    await purgeExpired(inner);
    return answer;
  });
}

/**
 * The same for the write of one record, which needs no transaction of its own: the answer goes into the unit of the write.
 * @throws MozaiksError `idempotency.reused`.
 */
export async function writeOnce(
  { status, ...request }: IdempotentRequest & { readonly status: number },
  scope: Scope,
  write: (scope: Scope) => Promise<Json>,
): Promise<KeptAnswer> {
  const answering = async (inner: Scope): Promise<KeptAnswer> => ({ status, body: await write(inner) });
  if (scope.transaction) return idempotently(request, scope, answering);
  const place = placeOf(request, scope);
  const { engine } = scope.kernel;
  const found = await findKept(place, engine, scope);
  if (found.answer) return toKeptAnswer(found.answer);
  try {
    const alongside = (body: Json) => keeping(place, found, { status, body }, scope).writes;
    const answer = await answering({ ...scope, alongside });
    await purgeExpired(scope);
    return answer;
  } catch (thrown) {
    // Whatever refused it, a duplicate may have been the first.
    const { answer } = await findKept(place, engine, scope);
    if (answer) return toKeptAnswer(answer);
    throw thrown;
  }
}
