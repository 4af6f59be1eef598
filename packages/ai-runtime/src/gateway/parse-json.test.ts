import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseJson } from "./parse-json.ts";

const parse = (text: string): unknown => parseJson(Buffer.from(text), "request.invalid");
const refused = expect.objectContaining({ code: "request.invalid" });

it("reads whatever was written, when it is nested no deeper than 64", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (text) => {
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
});

it("does not take brackets in strings for nesting", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("[", "{", '"', "\\", "a", "]") }), (text) => {
      const brackets = `${"[".repeat(100)}${text}`;
      expect(parse(JSON.stringify({ [brackets]: brackets }))).toEqual({ [brackets]: brackets });
    }),
  );
});

it("refuses nesting deeper than 64, however deep, without walking it", () => {
  expect(parse("[".repeat(64) + "]".repeat(64))).toBeInstanceOf(Array);
  for (const depth of [65, 1000, 1_000_000])
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const)
      expect(() => parse(`${open.repeat(depth)}1${close.repeat(depth)}`)).toThrow(refused);
});

it.each(["", "{", "nothing", "[1,]", "'a'", "{a:1}", '"\u0001"', "1 2"])("refuses %j", (text) => {
  expect(() => parse(text)).toThrow(refused);
});

it.each([[[0xff]], [[0x22, 0xc3, 0x22]], [[0x22, 0xed, 0xa0, 0x80, 0x22]]])("refuses the bytes %j", (bytes) => {
  expect(() => parseJson(new Uint8Array(bytes), "request.invalid")).toThrow(refused);
});
