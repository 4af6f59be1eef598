import type { JsonObject } from "@mozaiks/contracts/fold";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readField, toFormFields } from "./form-fields.ts";

describe("toFormFields", () => {
  it("reads the fields of a core.form", () => {
    expect(
      toFormFields({
        fields: [
          {
            name: "size",
            label: "Size",
            type: "select",
            options: ["small", { label: "Large", value: "L" }],
            required: true,
          },
          { name: "count", type: "number", default: 2, help: "cups" },
        ],
      }),
    ).toEqual([
      {
        name: "size",
        label: "Size",
        kind: "select",
        options: [
          { label: "small", value: "small" },
          { label: "Large", value: "L" },
        ],
        isRequired: true,
      },
      { name: "count", label: "count", kind: "number", options: [], isRequired: false, initial: 2, hint: "cups" },
    ]);
  });

  it("reads a JSON Schema in their place", () => {
    const schema = {
      type: "object",
      properties: { agree: { type: "boolean", title: "Agree?" }, level: { enum: [1, 2] }, age: { type: "integer" } },
      required: ["agree"],
    };
    expect(toFormFields({ schema })?.map(({ name, kind, isRequired }) => [name, kind, isRequired])).toEqual([
      ["agree", "checkbox", true],
      ["level", "select", false],
      ["age", "number", false],
    ]);
  });

  it("knows no fields in any other payload", () => {
    expect(toFormFields({ url: "https://example.com" })).toBeUndefined();
  });

  it("survives whatever an agent writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (fields, line) => {
        const payload = JSON.parse(JSON.stringify({ fields })) as JsonObject;
        for (const field of toFormFields(payload) ?? []) expect(readField(field, line)).toBeTypeOf("object");
      }),
    );
  });
});

describe("readField", () => {
  const field = { name: "x", label: "X", kind: "text", options: [], isRequired: false } as const;
  const options = [
    { label: "Small", value: "s" },
    { label: "Large", value: "l" },
  ];

  it.each([
    [{ ...field }, "  kept as typed ", { value: "  kept as typed " }],
    [{ ...field }, "", {}],
    [{ ...field, initial: "a" }, " ", { value: "a" }],
    [{ ...field, isRequired: true }, "", { mistake: "an answer is needed" }],
    [{ ...field, kind: "number" }, "2.5", { value: 2.5 }],
    [{ ...field, kind: "number" }, "two", { mistake: "a number is needed" }],
    [{ ...field, kind: "checkbox" }, "y", { value: true }],
    [{ ...field, kind: "checkbox" }, "", { value: false }],
    [{ ...field, kind: "checkbox" }, "maybe", { mistake: "answer y or n" }],
    [{ ...field, kind: "select", options }, "2", { value: "l" }],
    [{ ...field, kind: "select", options }, "small", { value: "s" }],
    [{ ...field, kind: "select", options }, "3", { mistake: "choose one of the numbers" }],
    [{ ...field, kind: "select", options }, "0", { mistake: "choose one of the numbers" }],
  ] as const)("reads %j from %j as %j", (field, line, read) => {
    expect(readField(field, line)).toEqual(read);
  });
});
