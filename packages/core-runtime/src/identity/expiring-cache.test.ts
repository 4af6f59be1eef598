import { expect, it } from "vitest";
import { createExpiringCache } from "./expiring-cache.ts";

it("forgets what has expired", () => {
  let nowMs = 0;
  const cache = createExpiringCache<string>(2, () => new Date(nowMs));
  cache.set("a", "A", 10);
  nowMs = 9;
  expect(cache.get("a")).toBe("A");
  nowMs = 10;
  expect(cache.get("a")).toBeUndefined();
});

it("forgets what was not used for longest when it is full", () => {
  const cache = createExpiringCache<string>(2, () => new Date(0));
  cache.set("a", "A", 10);
  cache.set("b", "B", 10);
  cache.get("a");
  cache.set("c", "C", 10);
  expect(["a", "b", "c"].map((key) => cache.get(key))).toEqual(["A", undefined, "C"]);
});
