import { expect, it } from "vitest";
import { transitionOf } from "./transition.ts";

it.each([
  [false, true, "created"],
  [true, true, "updated"],
  [true, false, "removed"],
  [false, false, undefined],
] as const)("a record that was shown %s and is shown %s is %s", (was, is, name) => {
  expect(transitionOf(was, is)).toBe(name);
});
