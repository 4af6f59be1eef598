import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMozaiksError, type MozaiksError } from "@mozaiks/contracts";
import type { Limits } from "../../config/runtime-config.ts";
import { tenantOf } from "../../ports/tenant.ts";
import type { Identity } from "./identity.ts";
import { createRateLimits } from "./rate-limits.ts";

const limits: Limits = {
  socketsPerUser: 3,
  connectsPerMinute: 10,
  messagesPerMinute: 6,
  requestsPerMinute: 60,
  maxBodyBytes: 1024,
  maxUploadBytes: 1024,
};

const user = (user_id: string, app = "app"): Identity => ({
  kind: "launch",
  tenant: tenantOf(app),
  user_id,
  workflow_id: "W",
  chat_id: "c",
  claims: {},
  expires_at: 0,
});

function start(change: Partial<Limits> = {}) {
  const time = { ms: 1_000_000 };
  return { time, rates: createRateLimits({ ...limits, ...change }, { now: () => new Date(time.ms) }) };
}

function refusalOf(act: () => void): MozaiksError | undefined {
  try {
    act();
    return undefined;
  } catch (thrown) {
    if (isMozaiksError(thrown)) return thrown;
    throw thrown;
  }
}

describe("requests", () => {
  it("are refused beyond the limit, with the seconds until the next one", () => {
    const { time, rates } = start();
    for (let count = 0; count < 60; count++) {
      rates.request(user("ann"));
      time.ms += 500;
    }
    expect(() => rates.request(user("ann"))).toThrow(
      expect.objectContaining({ code: "limit.requests", retryAfterS: 31 }),
    );
    time.ms += 31_000;
    rates.request(user("ann"));
    expect(() => rates.request(user("ann"))).toThrow(expect.objectContaining({ code: "limit.requests" }));
  });

  it("never pass more than the limit in a minute from quiet, nor twice the limit in any, however they come", () => {
    const waits = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 });
    fc.assert(
      fc.property(waits, (steps) => {
        const { time, rates } = start();
        const startMs = time.ms;
        const passed: number[] = [];
        for (const step of steps) {
          time.ms += step;
          if (refusalOf(() => rates.request(user("ann"))) === undefined) passed.push(time.ms);
        }
        const between = (fromMs: number) => passed.filter((ms) => ms >= fromMs && ms < fromMs + 60_000).length;
        expect(between(startMs)).toBeLessThanOrEqual(60);
        for (const ms of passed) expect(between(ms)).toBeLessThan(120);
      }),
    );
  });

  it("pass at an even pace that is a little below the limit's", () => {
    const { time, rates } = start();
    const refused = Array.from({ length: 600 }, () => {
      time.ms += 1020;
      return refusalOf(() => rates.request(user("ann")));
    });
    expect(refused.filter(Boolean)).toEqual([]);
  });

  it("of one user cost no other user anything, in this app or another", () => {
    const { rates } = start({ requestsPerMinute: 1 });
    for (const identity of [user("ann"), user("bob"), user("ann", "other"), user("b", "a"), user("", "a")])
      rates.request(identity);
    expect(() => rates.request(user("ann"))).toThrow("per minute and user");
  });

  it("pass again after the time that was told", () => {
    const { time, rates } = start({ messagesPerMinute: 2 });
    rates.message(user("ann"));
    rates.message(user("ann"));
    const refusal = refusalOf(() => rates.message(user("ann")));
    expect(refusal).toMatchObject({ code: "limit.messages", retryAfterS: 90 });
    time.ms += 1000 * (refusal?.retryAfterS ?? 0);
    rates.message(user("ann"));
  });

  it("are remembered for a bounded number of users", () => {
    const { rates } = start({ requestsPerMinute: 1 });
    rates.request(user("ann"));
    for (let index = 0; index < 50_000; index++) rates.request(user(`u${index}`));
    rates.request(user("ann"));
    expect(() => rates.request(user("u49999"))).toThrow("per minute and user");
  });

  it("are not given back by a clock that goes backwards", () => {
    const { time, rates } = start({ requestsPerMinute: 1 });
    rates.request(user("ann"));
    time.ms -= 3_600_000;
    expect(() => rates.request(user("ann"))).toThrow("per minute and user");
  });
});

describe("connections", () => {
  it("are counted while they are open", () => {
    const { rates } = start();
    const open = [rates.connect(user("ann")), rates.connect(user("ann")), rates.connect(user("ann"))];
    expect(() => rates.connect(user("ann"))).toThrow(expect.objectContaining({ code: "limit.connections" }));
    rates.connect(user("bob"));
    open[0]?.[Symbol.dispose]();
    open[0]?.[Symbol.dispose]();
    rates.connect(user("ann"));
    expect(() => rates.connect(user("ann"))).toThrow(expect.objectContaining({ code: "limit.connections" }));
  });

  it("are limited per minute although each is closed at once", () => {
    const { time, rates } = start();
    for (let count = 0; count < 10; count++) rates.connect(user("ann"))[Symbol.dispose]();
    expect(() => rates.connect(user("ann"))).toThrow(
      expect.objectContaining({ code: "limit.connections", retryAfterS: 66 }),
    );
    time.ms += 66_000;
    rates.connect(user("ann"))[Symbol.dispose]();
  });
});
