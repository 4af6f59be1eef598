import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Id, Timestamp } from "./ids.ts";

it("accepts every id of 1 to 128 permitted characters", () => {
  const id = fc.stringMatching(/^[A-Za-z0-9._:@-]{1,128}$/);
  fc.assert(
    fc.property(id, (value) => {
      expect(Id.parse(value)).toBe(value);
    }),
  );
});

it.each(["", "a".repeat(129), "a b", "a/b", "ä", "a\n", "a\u0000", "*", ">"])("refuses %j as an id", (value) => {
  expect(Id.safeParse(value).success).toBe(false);
});

it.each([42, null, undefined, {}, ["a"]])("refuses %j, which is not a string", (value) => {
  expect(Id.safeParse(value).success).toBe(false);
});

it("takes times in UTC only", () => {
  expect(Timestamp.safeParse("2026-01-05T09:00:00.000Z").success).toBe(true);
  expect(Timestamp.safeParse("2026-01-05T09:00:00+01:00").success).toBe(false);
  expect(Timestamp.safeParse("2026-01-05").success).toBe(false);
});
