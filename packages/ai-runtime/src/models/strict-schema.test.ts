import type { JsonObject } from "@mozaiks/contracts";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentSchema } from "./strict-schema.ts";

const text = { type: "string" };
const closed = (properties: JsonObject) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

describe("a schema that is strict", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["closed already", closed({ a: text }), closed({ a: text })],
    ["left open", { type: "object", properties: { a: text }, required: ["a"] }, closed({ a: text })],
    ["empty", {}, closed({})],
    ["without properties", { type: "object" }, closed({})],
    ["without a type", { properties: { a: text }, required: ["a"] }, closed({ a: text })],
    [
      "with a dialect and an id",
      { $schema: "https://json-schema.org/draft/2020-12/schema", $id: "urn:x", ...closed({ a: text }) },
      closed({ a: text }),
    ],
    [
      "open at depth",
      closed({ list: { type: "array", items: { type: "object", properties: { b: text }, required: ["b"] } } }),
      closed({ list: { type: "array", items: closed({ b: text }) } }),
    ],
    [
      "with variants and definitions",
      {
        ...closed({ a: { anyOf: [text, { type: "null" }, { $ref: "#/$defs/B" }] } }),
        $defs: { B: closed({ b: text }) },
      },
      {
        ...closed({ a: { anyOf: [text, { type: "null" }, { $ref: "#/$defs/B" }] } }),
        $defs: { B: closed({ b: text }) },
      },
    ],
    ["with a property called properties", closed({ properties: text }), closed({ properties: text })],
    [
      "with enums and constants",
      closed({ a: { enum: ["x"] }, b: { const: 1 } }),
      closed({ a: { enum: ["x"] }, b: { const: 1 } }),
    ],
  ])("is one %s", (_what, schema, expected) => {
    expect(sentSchema(schema)).toEqual({ schema: expected, strict: true });
  });
});

describe("a schema that is not strict keeps its meaning", () => {
  it.each<[string, JsonObject]>([
    ["an optional property", { type: "object", properties: { a: text } }],
    ["an open map", { type: "object", properties: {}, additionalProperties: text }],
    ["a map at depth", closed({ a: { type: "object", additionalProperties: text } })],
    ["an object of any shape at depth", closed({ a: { type: "object" } })],
    ["anything at depth", closed({ a: {} })],
    ["a keyword without support", closed({ a: { type: "string", minLength: 3 } })],
    ["oneOf", closed({ a: { oneOf: [text] } })],
    ["a lookahead", closed({ a: { type: "string", pattern: "(?=x)" } })],
    ["an array at the root", { type: "array", items: text }],
    ["tuple items", closed({ a: { type: "array", items: [text] } })],
    ["variants at the root", { anyOf: [closed({ a: text })] }],
  ])("with %s", (_what, schema) => {
    expect(sentSchema(schema)).toEqual({ schema, strict: false });
  });
});

it("whatever fits the strict form fits the original", () => {
  const schema = fc.letrec<{ any: JsonObject; object: JsonObject }>((tie) => ({
    object: fc
      .dictionary(fc.constantFrom("a", "b", "c"), tie("any"), { maxKeys: 3 })
      .map((properties) => ({ type: "object", properties, required: Object.keys(properties) })),
    any: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom<JsonObject>({ type: "string" }, { type: "integer" }, { enum: ["x", null] }),
      tie("object"),
      tie("object").map((items) => ({ type: "array", items })),
    ),
  })).object;
  const ajv = new Ajv2020();
  fc.assert(
    fc.property(schema, fc.jsonValue(), (original, value) => {
      const { schema: sent, strict } = sentSchema(original);
      expect(strict).toBe(true);
      expect(!ajv.validate(sent, value) || ajv.validate(original, value)).toBe(true);
    }),
  );
});
