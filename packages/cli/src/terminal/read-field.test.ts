import { toFormFields } from "@mozaiks/chatui/core";
import type { JsonObject } from "@mozaiks/contracts/fold";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readField } from "./read-field.ts";

function read(rules: JsonObject, line: string) {
  return toFormFields({ fields: [{ name: "x", ...rules }] }).map((field) => readField(field, line))[0];
}

describe("a typed line as the answer to a field", () => {
  const options = ["small", { label: "Large", value: 2 }];

  it.each([
    [{}, "tea", { value: "tea" }],
    [{}, "", {}],
    [{ default: "tea" }, " ", { value: "tea" }],
    [{ type: "number" }, "2.5", { value: 2.5 }],
    [{ type: "checkbox" }, "y", { value: true }],
    [{ type: "checkbox" }, "", { value: false }],
    [{ type: "select", options }, "2", { value: 2 }],
    [{ type: "select", options }, "SMALL", { value: "small" }],
    [{ type: "multiselect", options }, "1, large", { value: ["small", 2] }],
    [{ type: "array", items: { type: "string" } }, "green, black", { value: ["green", "black"] }],
  ] as const)("reads %j from %j as %j", (rules, line, answer) => {
    expect(read(rules as unknown as JsonObject, line)).toEqual(answer);
  });

  it.each([
    [{ required: true }, ""],
    [{ type: "number" }, "two"],
    [{ type: "integer", minimum: 1 }, "0"],
    [{ type: "checkbox" }, "maybe"],
    [{ type: "select", options }, "3"],
    [{ type: "select", options }, "0"],
    [{ type: "multiselect", options }, "1, huge"],
  ] as const)("explains why %j is not answered by %j", (rules, line) => {
    expect(read(rules as unknown as JsonObject, line)).toEqual({ mistake: expect.stringMatching(/\w/) });
  });

  it("survives whatever an agent asks and a person types", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (rules, line) => {
        const field = JSON.parse(JSON.stringify({ rules })) as { rules: JsonObject };
        expect(["object", "undefined"]).toContain(typeof read(field.rules, line));
      }),
    );
  });
});
