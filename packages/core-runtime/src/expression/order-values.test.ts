import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderValues, scaledOf } from "./order-values.ts";

const text = { kind: "text" } as const;
const decimal = { kind: "decimal", precision: 18, scale: 2 } as const;

describe("orderValues", () => {
  it("orders texts as their bytes in UTF-8 do", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        const expected = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(Math.sign(orderValues(left, right, text))).toBe(expected);
      }),
    );
  });

  it.each([
    [null, "a", text, -1],
    ["a", null, text, 1],
    [null, null, text, 0],
    ["\u{1f30d}", "\uffff", text, 1],
    ["9.10", "9.1", decimal, 0],
    ["-0.01", "0", decimal, -1],
    ["9007199254740993.01", "9007199254740993.02", decimal, -1],
    [false, true, { kind: "boolean" }, -1],
    [2, 10, { kind: "integer" }, -1],
  ] as const)("%j and %j", (left, right, type, expected) => {
    expect(Math.sign(orderValues(left, right, type))).toBe(expected);
  });
});

it("reads decimals as whole numbers of their smallest part", () => {
  expect(["12.5", "-0.05", "7", "-3.20"].map((value) => scaledOf(value, 2))).toEqual([1250n, -5n, 700n, -320n]);
});
