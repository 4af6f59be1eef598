import { MozaiksError } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import { always } from "../expression/expr.ts";
import {
  findKept,
  idempotencyCollection,
  type IdempotentRequest,
  keeping,
  type KeptAnswer,
  placeOf,
  purgeExpired,
  removalOf,
  toKeptAnswer,
} from "../records/idempotency-rows.ts";
import type { Scope } from "../scope/scope.ts";

/**
 * Runs a handler once for an idempotency key. A handler does what it likes, so it runs in no transaction: that it runs is
 * written down before, and what it answered after. Duplicates that race are told so; when the process dies in between, the
 * handler does not run again under this key, as nobody knows how far it came. What fails, or answers with a `Response` of its
 * own, is not kept.
 * @throws MozaiksError `idempotency.reused`, `idempotency.in-progress`.
 */
export async function answerRouteOnce(
  request: IdempotentRequest,
  scope: Scope,
  work: () => Promise<Response | KeptAnswer>,
): Promise<Response | KeptAnswer> {
  const { engine } = scope.kernel;
  const place = placeOf(request, scope);
  const found = await findKept(place, engine, scope);
  if (found.answer) return keptAnswer(found.answer);
  const { row, writes } = keeping(place, found, null, scope);
  if ("refusal" in (await engine.apply(writes))) throw inProgress();
  await purgeExpired(scope);
  const forget = () => engine.apply([removalOf(row)]);
  try {
    const answer = await work();
    if (answer instanceof Response) await forget();
    else {
      const done = { ...row, ...answer, version: 2, updated_at: scope.kernel.now().toISOString() };
      const { name: collection } = idempotencyCollection;
      await engine.apply([{ kind: "update", collection, row: done, ifVersion: 1, guard: always }]);
    }
    return answer;
  } catch (thrown) {
    await forget();
    throw thrown;
  }
}

function keptAnswer(row: Row): KeptAnswer {
  if (row["status"] === null) throw inProgress();
  return toKeptAnswer(row);
}

const inProgress = (): MozaiksError => new MozaiksError("idempotency.in-progress", undefined, { retryAfterS: 1 });
