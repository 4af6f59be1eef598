import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterClose, backoffDelay, defaultBackoff } from "./reconnect-policy.ts";

const facts = { code: 1006, attempt: 0, refusals: 0, resumed: false };
const after = (change: Partial<typeof facts>) => afterClose({ ...facts, ...change }, defaultBackoff, () => 1);

describe("what a client does after a close", () => {
  it.each([1000, 1006, 1008, 1009, 1011, 1013])("reconnects after %i with backoff", (code) => {
    expect(after({ code })).toEqual({ kind: "reconnect", delayMs: 500 });
  });

  it("reconnects at once when the server goes away, and with backoff when it stays away", () => {
    expect(after({ code: 1001 })).toEqual({ kind: "reconnect", delayMs: 0 });
    expect(after({ code: 1001, attempt: 3 })).toEqual({ kind: "reconnect", delayMs: 2_000 });
  });

  it("waits longer when it was too fast", () => {
    expect(after({ code: 4429 })).toEqual({ kind: "reconnect", delayMs: 5_000 });
  });

  it("starts over when the server knows less than it does, but only once", () => {
    expect(after({ code: 4400, resumed: true })).toEqual({ kind: "restart" });
    expect(after({ code: 4400 })).toMatchObject({ kind: "stop" });
  });

  it("never waits longer than the most, and never less than half of what the attempt is worth", () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
        const delay = backoffDelay(attempt, defaultBackoff, () => chance);
        expect(delay).toBeLessThanOrEqual(defaultBackoff.maxMs);
        expect(delay).toBeGreaterThanOrEqual(defaultBackoff.baseMs / 2);
      }),
    );
  });
});
