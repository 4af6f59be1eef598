import { abortableWait } from "./abortable-wait.ts";

/** How often and how long a broken model call is tried again. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly maxAttempts: number;
  /** Bound of the first wait; it doubles with each attempt. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** The longest wait a provider may ask for. */
  readonly maxRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 4,
  baseDelayMs: 500,
  maxDelayMs: 8_000,
  maxRetryAfterMs: 60_000,
};

/** What waiting needs of the world, so that tests can hold it. */
export interface RetryTiming {
  /** Milliseconds since the epoch. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /** @throws an AbortError as soon as `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemTiming: RetryTiming = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: abortableWait,
};

/**
 * Milliseconds to wait after the failed attempt `attempt` (1 is the first): full jitter under a doubling bound, on top
 * of what the provider asked for (`retryAfterMs`, capped).
 */
export function retryDelayMs(
  policy: RetryPolicy,
  attempt: number,
  random: number,
  retryAfterMs: number | undefined,
): number {
  if (retryAfterMs !== undefined)
    return Math.min(policy.maxRetryAfterMs, Math.max(0, retryAfterMs) + random * policy.baseDelayMs);
  return random * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
}

/**
 * The wait that a response's headers (names in lower case) ask for, in milliseconds: `retry-after-ms`, else
 * `retry-after` as seconds or as an HTTP date (RFC 9110 §10.2.3). Undefined when there is none that can be read.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>> | undefined, nowMs: number): number | undefined {
  const milliseconds = headers?.["retry-after-ms"]?.trim();
  if (milliseconds !== undefined && isNumeric(milliseconds)) return Number(milliseconds);
  const value = headers?.["retry-after"]?.trim();
  if (value === undefined || value === "") return undefined;
  if (isNumeric(value)) return Number(value) * 1000;
  const date = value.endsWith("GMT") ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

function isNumeric(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}
