import { describe, expect, it } from "vitest";
import type { JsonObject } from "@mozaiks/contracts";
import type { OutputField } from "../files/structured-outputs-file.ts";
import { OutputTypeError, schemaOfField } from "./output-types.ts";

const models = new Set(["Step"]);

describe("a field's type", () => {
  it.each<[OutputField, JsonObject]>([
    [{ type: "str" }, { type: "string" }],
    [{ type: "string" }, { type: "string" }],
    [{ type: "int" }, { type: "integer" }],
    [{ type: "float" }, { type: "number" }],
    [{ type: "bool" }, { type: "boolean" }],
    [{ type: "dict" }, { type: "object", additionalProperties: true }],
    [{ type: "Dict[str, int]" }, { type: "object", additionalProperties: { type: "integer" } }],
    [
      { type: "list", items: "str" },
      { type: "array", items: { type: "string" } },
    ],
    [
      { type: "List", items: "Step" },
      { type: "array", items: { $ref: "#/$defs/Step" } },
    ],
    [{ type: "list[list[int]]" }, { type: "array", items: { type: "array", items: { type: "integer" } } }],
    [{ type: "Optional[str]" }, { type: ["string", "null"] }],
    [{ type: "optional_int" }, { type: ["integer", "null"] }],
    [
      { type: "optional_list", items: "str" },
      { type: ["array", "null"], items: { type: "string" } },
    ],
    [{ type: "Step" }, { $ref: "#/$defs/Step" }],
    [{ type: "optional[Step]" }, { anyOf: [{ $ref: "#/$defs/Step" }, { type: "null" }] }],
    [
      { type: "literal", values: ["a", "b"] },
      { type: "string", enum: ["a", "b"] },
    ],
    [{ type: "literal", values: [1, "b"] }, { enum: [1, "b"] }],
    [{ type: "union", variants: ["str", "int"] }, { anyOf: [{ type: "string" }, { type: "integer" }] }],
    [{ type: "union", variants: ["str", null] }, { type: ["string", "null"] }],
    [{ type: "union", variants: ["Step", "None"] }, { anyOf: [{ $ref: "#/$defs/Step" }, { type: "null" }] }],
    [{ type: 'Literal["a, b", c]' }, { type: "string", enum: ["a, b", "c"] }],
    [{ type: "literal[1, 'b', true]" }, { enum: [1, "b", true] }],
    [{ type: "Union[str, list[int]]" }, { anyOf: [{ type: "string" }, { type: "array", items: { type: "integer" } }] }],
    [{ type: "str | None" }, { type: ["string", "null"] }],
    [
      { type: "list[str | int] | null" },
      { type: ["array", "null"], items: { anyOf: [{ type: "string" }, { type: "integer" }] } },
    ],
    [
      { type: "int", description: "How many.", default: 3 },
      { type: "integer", description: "How many. Default: 3." },
    ],
  ])("%j becomes %j", (field, schema) => {
    expect(schemaOfField(field, models)).toEqual(schema);
  });

  it.each<OutputField>([
    { type: "constructor" },
    { type: "list[Nope]" },
    { type: "list[]" },
    { type: "union", variants: [null] },
    { type: "literal", values: [] },
    { type: "literal[]" },
    { type: "union[]" },
    { type: "None | null" },
    { type: "str |" },
    { type: "" },
  ])("%j is refused", (field) => {
    expect(() => schemaOfField(field, models)).toThrow(OutputTypeError);
  });
});
