import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultRetryPolicy, retryAfterMs, retryDelayMs, systemTiming } from "./retry.ts";

const now = Date.parse("2026-11-20T12:00:00Z");

describe("retryAfterMs", () => {
  it.each<[string, Record<string, string> | undefined, number | undefined]>([
    ["no headers", undefined, undefined],
    ["no such header", { date: "x" }, undefined],
    ["seconds", { "retry-after": "3" }, 3_000],
    ["parts of seconds", { "retry-after": " 0.5 " }, 500],
    ["an IMF date", { "retry-after": "Fri, 20 Nov 2026 12:01:00 GMT" }, 60_000],
    ["an RFC 850 date", { "retry-after": "Friday, 20-Nov-26 12:00:02 GMT" }, 2_000],
    ["a past date", { "retry-after": "Fri, 20 Nov 2026 11:00:00 GMT" }, 0],
    ["milliseconds before seconds", { "retry-after-ms": "10", "retry-after": "3" }, 10],
    ["unreadable milliseconds", { "retry-after-ms": "x", "retry-after": "3" }, 3_000],
    ["an empty value", { "retry-after": "" }, undefined],
    ["a negative number", { "retry-after": "-3" }, undefined],
    ["words", { "retry-after": "later, GMT" }, undefined],
  ])("reads %s", (_what, headers, expected) => {
    expect(retryAfterMs(headers, now)).toBe(expected);
  });
});

describe("retryDelayMs", () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [5, 8_000],
    [50, 8_000],
  ])("after attempt %i is at most %i ms", (attempt, bound) => {
    expect(retryDelayMs(defaultRetryPolicy, attempt, 1, undefined)).toBe(bound);
    expect(retryDelayMs(defaultRetryPolicy, attempt, 0, undefined)).toBe(0);
  });

  it("never waits less than the provider asked for, and never more than a minute", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 0, max: 10_000_000 }),
        (attempt, random, asked) => {
          const delay = retryDelayMs(defaultRetryPolicy, attempt, random, asked);
          expect(delay).toBeGreaterThanOrEqual(Math.min(asked, 60_000));
          expect(delay).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });
});

it("the system's sleep ends at once with an AbortError when its signal aborts", async () => {
  const stop = new AbortController();
  const sleeping = systemTiming.sleep(60_000, stop.signal);
  stop.abort(new Error("stop"));
  await expect(sleeping).rejects.toMatchObject({ name: "AbortError" });
});
