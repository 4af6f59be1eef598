import { MozaiksError } from "@mozaiks/contracts";
import type { ModelPart } from "../ports/model-provider.ts";
import { throwIfAborted } from "./abortable-wait.ts";
import { retryDelayMs, type RetryPolicy, type RetryTiming } from "./retry.ts";

/** An attempt that failed in a way that another attempt may cure. */
export class BrokenAttempt extends Error {
  override readonly name = "BrokenAttempt";
  /** What happened, for people. A function because only the last attempt's text is ever shown, and it may cost time. */
  readonly describe: () => string;
  /** What the provider asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(describe: () => string, retryAfterMs?: number) {
    super("The attempt broke");
    this.describe = describe;
    this.retryAfterMs = retryAfterMs;
  }
}

export const incompleteReply = "the stream ended before the reply was complete";

/** One try of a call. */
export interface Attempt {
  /** The next part, or undefined after the last. Rejects with `BrokenAttempt` or with what makes more attempts useless. */
  read(): Promise<ModelPart | undefined>;
  /** Frees the connection, also in mid-stream. */
  close(): void;
}

/** A call that can be tried. */
export interface Call {
  /** The name of what answers, for people. */
  readonly model: string;
  attempt(): Attempt;
}

/**
 * Gives the parts of the first attempt that ends well. A broken one is tried again after a wait; when it had given parts
 * out, `restart` makes them void before the next attempt's first part.
 * @throws MozaiksError `model.unavailable` when all attempts broke; an AbortError when `signal` aborts; whatever else
 * `prepare` or an attempt throws.
 */
export async function* retryingStream(
  prepare: () => Promise<Call>,
  { policy, timing, signal }: { policy: RetryPolicy; timing: RetryTiming; signal: AbortSignal },
): AsyncGenerator<ModelPart, void, undefined> {
  throwIfAborted(signal);
  const call = await prepare();
  for (let number = 1; ; number++) {
    throwIfAborted(signal);
    const attempt = call.attempt();
    let isVoid = false;
    try {
      for (let part = await attempt.read(); part !== undefined; part = await attempt.read()) {
        throwIfAborted(signal);
        isVoid = true;
        yield part;
      }
      return;
    } catch (thrown) {
      throwIfAborted(signal);
      if (!(thrown instanceof BrokenAttempt)) throw thrown;
      if (number >= policy.maxAttempts) throw unavailable(call.model, number, thrown);
      attempt.close();
      await timing.sleep(retryDelayMs(policy, number, timing.random(), thrown.retryAfterMs), signal);
    } finally {
      attempt.close();
    }
    if (isVoid) yield { type: "restart" };
  }
}

function unavailable(model: string, attempts: number, last: BrokenAttempt): MozaiksError {
  const times = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  const text = `${model} did not answer after ${times}: ${last.describe()}`;
  const { retryAfterMs } = last;
  return new MozaiksError(
    "model.unavailable",
    text,
    retryAfterMs === undefined ? {} : { retryAfterS: Math.ceil(retryAfterMs / 1000) },
  );
}
