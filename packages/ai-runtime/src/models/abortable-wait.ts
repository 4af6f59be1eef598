import { setTimeout as delay } from "node:timers/promises";

/** @throws an AbortError, whatever the signal's own reason is, when `signal` has aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException("The model call was aborted", "AbortError");
}

/** Waits `ms`. @throws an AbortError as soon as `signal` aborts. */
export async function abortableWait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (thrown) {
    throwIfAborted(signal);
    throw thrown;
  }
}
