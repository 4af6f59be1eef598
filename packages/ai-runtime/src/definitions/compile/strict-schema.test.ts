import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@mozaiks/contracts";
import { nullable, toStrict } from "./strict-schema.ts";

describe("a nullable schema", () => {
  it.each<[JsonObject, JsonObject]>([
    [{ type: "string" }, { type: ["string", "null"] }],
    [{ type: ["string", "null"] }, { type: ["string", "null"] }],
    [
      { type: "string", enum: ["a"] },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [{ $ref: "#/$defs/A" }, { anyOf: [{ $ref: "#/$defs/A" }, { type: "null" }] }],
    [{ const: 1 }, { anyOf: [{ const: 1 }, { type: "null" }] }],
    [{ enum: [1, 2] }, { anyOf: [{ enum: [1, 2] }, { type: "null" }] }],
    [{ anyOf: [{ type: "string" }] }, { anyOf: [{ type: "string" }, { type: "null" }] }],
    [{ anyOf: [{ type: "null" }] }, { anyOf: [{ type: "null" }] }],
  ])("of %j is %j", (schema, expected) => {
    expect(nullable(schema)).toEqual(expected);
  });

  it("takes null and whatever the schema took", () => {
    const ajv = new Ajv2020({ strict: false });
    const schemas = fc.constantFrom<JsonObject>(
      { type: "string" },
      { enum: ["a", 1] },
      { const: 5 },
      { anyOf: [{ type: "integer" }, { type: "boolean" }] },
    );
    fc.assert(
      fc.property(schemas, fc.jsonValue(), (schema, value) => {
        const takes = (each: JsonObject): boolean => ajv.validate(each, value);
        expect(takes(nullable(schema))).toBe(value === null || takes(schema));
      }),
    );
  });
});

describe("a strict schema", () => {
  it("closes every object and requires every property, with null for what was optional", () => {
    const schema: JsonObject = {
      type: "object",
      properties: {
        id: { type: "string" },
        lines: { type: "array", items: { type: "object", properties: { n: { type: "integer" } } } },
        kind: { anyOf: [{ type: "object", properties: { a: { type: "string" } }, required: ["a"] }] },
        shared: { $ref: "#/$defs/S" },
      },
      required: ["id", "kind"],
      $defs: { S: { type: "object", properties: { x: { type: "number" } }, required: ["x"] } },
    };
    expect(toStrict(schema)).toEqual({
      type: "object",
      properties: {
        id: { type: "string" },
        lines: {
          type: ["array", "null"],
          items: {
            type: "object",
            properties: { n: { type: ["integer", "null"] } },
            required: ["n"],
            additionalProperties: false,
          },
        },
        kind: {
          anyOf: [
            { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false },
          ],
        },
        shared: { anyOf: [{ $ref: "#/$defs/S" }, { type: "null" }] },
      },
      required: ["id", "lines", "kind", "shared"],
      additionalProperties: false,
      $defs: {
        S: { type: "object", properties: { x: { type: "number" } }, required: ["x"], additionalProperties: false },
      },
    });
  });
});
