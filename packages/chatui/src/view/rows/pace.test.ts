import { expect, it } from "vitest";
import { createPace } from "./pace.ts";

it("lets what is cheap be done twenty-five times a second, and what is dear rest for nine times as long", () => {
  let now = 0;
  const pace = createPace(() => now);
  const spend = (ms: number): number => {
    pace.begin();
    now += ms;
    pace.end();
    return pace.wait();
  };
  expect([spend(1), spend(3)]).toEqual([40, 40]);
  expect(spend(20)).toBeCloseTo(180);
  now += 100;
  expect(pace.wait()).toBeCloseTo(80);
  now += 100;
  expect([pace.wait(), spend(2)]).toEqual([0, 40]);
});
