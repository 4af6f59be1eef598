import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@mozaiks/contracts";
import { selfContained } from "./output-schemas.ts";

function model(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });

describe("models that stand for themselves", () => {
  it("hold in place what they use once", () => {
    const schemas = selfContained(
      new Map([
        ["A", model({ b: ref("B") })],
        ["B", model({ x: { type: "string" } })],
      ]),
    );
    expect(schemas.get("A")).toEqual(model({ b: model({ x: { type: "string" } }) }));
  });

  it("share what they use more often", () => {
    const schemas = selfContained(
      new Map([
        ["A", model({ b: ref("B"), c: ref("B") })],
        ["B", model({})],
      ]),
    );
    expect(schemas.get("A")).toEqual({ ...model({ b: ref("B"), c: ref("B") }), $defs: { B: model({}) } });
  });

  it("may contain themselves and each other", () => {
    const schemas = selfContained(
      new Map([
        ["Tree", model({ children: { type: "array", items: ref("Tree") }, leaf: ref("Leaf") })],
        ["Leaf", model({ tree: { anyOf: [ref("Tree"), { type: "null" }] } })],
      ]),
    );
    const ajv = new Ajv2020();
    const leaf = { tree: null };
    const tree = { children: [{ children: [], leaf }], leaf: { tree: { children: [], leaf } } };
    expect(ajv.validate(schemas.get("Tree") ?? {}, tree)).toBe(true);
    expect(ajv.validate(schemas.get("Tree") ?? {}, { children: [1], leaf })).toBe(false);
    expect(ajv.validate(schemas.get("Leaf") ?? {}, { tree })).toBe(true);
  });

  it("stay small when each uses the next twice", () => {
    const names = Array.from({ length: 40 }, (_, index) => `M${index}`);
    const schemas = new Map(
      names.map((name, index) => [
        name,
        model(index === 39 ? {} : { l: ref(`M${index + 1}`), r: ref(`M${index + 1}`) }),
      ]),
    );
    expect(JSON.stringify(selfContained(schemas).get("M0")).length).toBeLessThan(10_000);
  });

  it("leave the references inside of a plain JSON Schema alone", () => {
    const schema = { ...model({ a: ref("own"), b: ref("own") }), $defs: { own: { type: "string" } } };
    expect(selfContained(new Map([["A", schema]])).get("A")).toEqual(schema);
  });
});
