import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { loadAgain } from "./load-again.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks until the network gives it", async () => {
  let attempts = 0;
  const loaded = loadAgain(async () => {
    attempts += 1;
    if (attempts < 4) throw new TypeError("cut");
    return "part";
  });
  await vi.advanceTimersByTimeAsync(500 + 1_000 + 2_000);
  expect(await loaded).toBe("part");
  expect(attempts).toBe(4);
});

it("gives up after two minutes with the last failure", async () => {
  let attempts = 0;
  const failure = loadAgain(async () => Promise.reject(new TypeError(`cut ${(attempts += 1)}`))).catch(
    (thrown: unknown) => thrown,
  );
  await vi.advanceTimersByTimeAsync(130_000);
  expect(await failure).toEqual(new TypeError("cut 12"));
});
