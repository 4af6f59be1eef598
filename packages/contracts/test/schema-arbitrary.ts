import * as fc from "fast-check";
import { idPattern } from "../src/ids.ts";
import { z } from "zod";

type Schema = z.core.JSONSchema.JSONSchema;

/** Values that a schema accepts. Ids come from a small pool, so that generated frames speak of the same things. */
export function arbitraryOf(type: z.ZodType): fc.Arbitrary<unknown> {
  const values = toArbitrary(z.toJSONSchema(type, { io: "input" }));
  return values.map((value): unknown => JSON.parse(JSON.stringify(value)));
}

function toArbitrary(schema: Schema | boolean): fc.Arbitrary<unknown> {
  if (typeof schema === "boolean" || schema.$ref !== undefined) return fc.jsonValue({ maxDepth: 2 });
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(toArbitrary));
  switch (schema.type) {
    case "object":
      return objectOf(schema);
    case "array":
      return fc.array(toArbitrary(schema.items as Schema), { maxLength: 4 });
    case "string":
      return stringOf(schema);
    case "integer":
      return fc.integer({ min: leastOf(schema), max: 20 });
    case "number":
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case "boolean":
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties } = schema;
  if (!properties && typeof additionalProperties === "object")
    return fc.dictionary(fc.string({ maxLength: 8 }), toArbitrary(additionalProperties), {
      maxKeys: 4,
      noNullPrototype: true,
    });
  const members = Object.entries(properties ?? {}).map(([name, member]) => [name, toArbitrary(member)] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: required, noNullPrototype: true });
}

function leastOf({ minimum = 0, exclusiveMinimum }: Schema): number {
  return typeof exclusiveMinimum === "number" ? Math.max(minimum, exclusiveMinimum + 1) : minimum;
}

function stringOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.format === "date-time") return fc.constant("2026-03-02T09:00:00.000Z");
  if (schema.pattern === idPattern.source) return fc.constantFrom("a", "b", "constructor", "__proto__");
  return fc.string({ minLength: schema.minLength ?? 0, maxLength: 12 });
}
