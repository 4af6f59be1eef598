import type { Json } from "@mozaiks/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldType } from "../definition/field-type.ts";
import { conversionOf, convertValue } from "./field-conversion.ts";

const text: FieldType = { kind: "text" };
const decimal = (precision: number, scale: number): FieldType => ({ kind: "decimal", precision, scale });
const list = (item: FieldType): FieldType => ({ kind: "list", item });
const to = (kind: "integer" | "number" | "boolean" | "datetime" | "date" | "json"): FieldType => ({ kind });

describe("convertValue", () => {
  it.each<[Json, FieldType, FieldType, Json | undefined]>([
    [null, text, to("integer"), null],
    ["12", text, to("integer"), 12],
    ["12.0", decimal(6, 1), to("integer"), 12],
    ["12.5", decimal(6, 1), to("integer"), undefined],
    ["12.50", decimal(6, 2), to("number"), 12.5],
    ["-0", text, to("integer"), 0],
    ["9007199254740993", text, to("integer"), undefined],
    ["twelve", text, to("number"), undefined],
    [" 1", text, to("number"), undefined],
    [1.5, to("number"), to("integer"), undefined],
    [3, to("integer"), decimal(4, 2), "3.00"],
    [300, to("integer"), decimal(4, 2), undefined],
    ["0.5", decimal(4, 1), decimal(4, 2), "0.50"],
    ["-1.50", decimal(4, 2), decimal(4, 1), "-1.5"],
    ["1.55", decimal(4, 2), decimal(4, 1), undefined],
    ["-0.0", text, decimal(4, 1), "0.0"],
    [true, to("boolean"), to("integer"), 1],
    [2, to("integer"), to("boolean"), undefined],
    ["2026-01-31", to("date"), to("datetime"), "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T10:00:00.000Z", to("datetime"), to("date"), undefined],
    ["2026-02-30", text, to("date"), undefined],
    ["open", text, { kind: "text", values: ["done"] }, undefined],
    ["a", text, list(text), ["a"]],
    [["a"], list(text), text, "a"],
    [["a", "b"], list(text), text, undefined],
    [["1", "x"], list(text), list(to("integer")), undefined],
    [{ a: 1 }, to("json"), text, undefined],
  ])("%j of %j as %j is %j", (value, from, into, expected) => {
    expect(convertValue(value, from, into)).toEqual(expected);
  });
});

const values = new Map<string, { type: FieldType; value: fc.Arbitrary<Json> }>([
  ["text", { type: text, value: fc.string() }],
  ["enum", { type: { kind: "text", values: ["a", "b"] }, value: fc.constantFrom("a", "b") }],
  ["integer", { type: to("integer"), value: fc.maxSafeInteger() }],
  ["number", { type: to("number"), value: fc.double({ noNaN: true, noDefaultInfinity: true }) }],
  ["boolean", { type: to("boolean"), value: fc.boolean() }],
  [
    "cents",
    { type: decimal(8, 2), value: fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => toFixed(n, 2)) },
  ],
  [
    "mills",
    { type: decimal(9, 3), value: fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => toFixed(n, 3)) },
  ],
  ["date", { type: to("date"), value: day().map((date) => date.slice(0, 10)) }],
  ["datetime", { type: to("datetime"), value: day() }],
  ["texts", { type: list(text), value: fc.array(fc.string()) }],
  ["json", { type: to("json"), value: fc.dictionary(fc.string(), fc.integer()) }],
]);

describe("conversionOf", () => {
  const pairs = [...values].flatMap((from) => [...values].map((into) => [from[0], into[0], from[1], into[1]] as const));

  it.each(pairs)(
    "from %s to %s: what is safe comes back as it was, and no meaning changes",
    (_from, _to, from, into) => {
      const conversion = conversionOf(from.type, into.type);
      const convert = (value: Json) => convertValue(value, from.type, into.type);
      /** The value again, after it was converted, back, and (where that may lose something) there again. */
      function roundTrip(value: Json): { is: Json | undefined; shall: Json | undefined } {
        const converted = convert(value);
        if (conversion === "same") return { is: converted, shall: value };
        if (conversion === undefined || converted === undefined || into.type.kind === "json")
          return { is: converted, shall: conversion === "safe" ? value : converted };
        const back = convertValue(converted, into.type, from.type);
        if (conversion === "safe") return { is: back, shall: value === 0 ? 0 : value };
        return { is: back === undefined ? converted : convert(back), shall: converted };
      }
      fc.assert(
        fc.property(from.value, (value) => {
          const { is, shall } = roundTrip(value);
          expect(is).toEqual(shall);
        }),
        { numRuns: 60 },
      );
    },
  );
});

function toFixed(scaled: number, scale: number): string {
  const digits = String(Math.abs(scaled)).padStart(scale + 1, "0");
  return `${scaled < 0 ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function day(): fc.Arbitrary<string> {
  const [min, max] = [new Date("1900-01-01"), new Date("2100-01-01")];
  return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString());
}
