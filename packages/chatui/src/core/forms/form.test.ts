import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toFormFields } from "./form-field.ts";
import { currentFields, findErrors, toAnswer, toRawValues } from "./form-values.ts";

const schema = {
  type: "object",
  properties: {
    name: { type: "string", title: "Your name", minLength: 2 },
    email: { type: "string", format: "email" },
    age: { type: "integer", minimum: 18, maximum: 120 },
    weight: { type: "number" },
    news: { type: "boolean", default: true },
    plan: { enum: ["free", "team"], default: "free" },
    tags: { type: "array", items: { type: "string" }, maxItems: 2 },
    days: { type: "array", items: { enum: ["Mon", "Tue"] } },
    from: { type: "string", format: "date" },
    bio: { type: "string", maxLength: 2_000 },
    extra: { type: "object" },
  },
  required: ["name", "age"],
};
const fields = toFormFields({ title: "About you", schema });
const initial = toRawValues(fields);

describe("a form", () => {
  it("has one field per property of the schema, in its order", () => {
    expect(fields.map(({ name, label, input }) => [name, label, input.kind])).toEqual([
      ["name", "Your name", "text"],
      ["email", "Email", "text"],
      ["age", "Age", "number"],
      ["weight", "Weight", "number"],
      ["news", "News", "checkbox"],
      ["plan", "Plan", "choice"],
      ["tags", "Tags", "list"],
      ["days", "Days", "choices"],
      ["from", "From", "text"],
      ["bio", "Bio", "textarea"],
      ["extra", "Extra", "json"],
    ]);
  });

  it("is read from a payload that is itself the schema", () => {
    expect(toFormFields(schema)).toEqual(fields);
  });

  it("is read from the short form, and takes bounds from a schema beside it", () => {
    const [audience, weekends] = toFormFields({
      fields: [
        { name: "audience", label: "Who is it for?", type: "select", options: ["me", "all"], required: true },
        { name: "weekends", type: "number", default: 3 },
      ],
      schema: { type: "object", properties: { weekends: { type: "integer", minimum: 1, maximum: 12 } } },
    });
    expect(audience).toMatchObject({ label: "Who is it for?", isRequired: true, input: { kind: "choice" } });
    expect(weekends).toMatchObject({ initial: 3, limits: { minimum: 1, maximum: 12 } });
  });

  it("is read from the schema of its answer when the payload has none, and takes its bounds", () => {
    expect(toFormFields({ title: "About you" }, schema)).toEqual(fields);
    const [name, colour] = toFormFields({ fields: [{ name: "name" }, { name: "colour" }] }, schema);
    expect(name).toMatchObject({ label: "Your name", isRequired: true, limits: { minLength: 2 } });
    expect(colour).toMatchObject({ isRequired: false });
    expect(toFormFields({ schema: { properties: { other: {} } } }, schema).map((field) => field.name)).toEqual([
      "other",
    ]);
  });

  it("has no fields when the payload describes none", () => {
    expect(toFormFields({ question: "Which seat?" })).toEqual([]);
  });

  it("answers with typed values and leaves out what was left empty", () => {
    const raw = {
      ...initial,
      name: " Ada ",
      age: "36",
      weight: "61.5",
      tags: ["maths", " "],
      days: ['"Mon"'],
      extra: '{"a":1}',
    };
    expect(findErrors(fields, raw)).toEqual({});
    expect(toAnswer(fields, raw)).toEqual({
      name: "Ada",
      age: 36,
      weight: 61.5,
      news: true,
      plan: "free",
      tags: ["maths"],
      days: ["Mon"],
      extra: { a: 1 },
    });
  });

  it.each([
    ["name", "", { code: "required" }],
    ["name", "A", { code: "minLength", limit: 2 }],
    ["email", "ada", { code: "email" }],
    ["age", "17", { code: "minimum", limit: 18 }],
    ["age", "121", { code: "maximum", limit: 120 }],
    ["age", "36.5", { code: "whole" }],
    ["extra", "{", { code: "json" }],
  ])("says what is wrong when %s is %j", (name, value, error) => {
    expect(findErrors(fields, { ...initial, name: "Ada", age: "36", [name]: value })).toEqual({ [name]: error });
  });

  it("says when a list is too long", () => {
    const errors = findErrors(fields, { ...initial, name: "Ada", age: "36", tags: ["a", "b", "c"] });
    expect(errors).toEqual({ tags: { code: "maxItems", limit: 2 } });
  });

  it("has nothing in a field whose name every object has", () => {
    const found = toFormFields({ schema: { properties: { toString: {} } } });
    expect(toRawValues(found)).toEqual({ toString: "" });
  });

  it("asks what a schema's if, then and else want at the time, and answers with nothing else", () => {
    const found = toFormFields({
      schema: {
        properties: { plan: { enum: ["free", "team"], default: "free" }, note: { type: "string" } },
        required: ["plan"],
        if: { properties: { plan: { const: "team" } } },
        // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's keyword
        then: { properties: { seats: { type: "integer" } }, required: ["seats", "note"] },
        else: { properties: { trial: { type: "boolean" } } },
      },
    });
    const raw = toRawValues(found);
    const names = (values: typeof raw) => currentFields(found, values).map(({ name }) => name);
    expect(names(raw)).toEqual(["plan", "note", "trial"]);
    const team = { ...raw, plan: '"team"', seats: "", trial: true };
    expect(names(team)).toEqual(["plan", "note", "seats"]);
    expect(findErrors(found, team)).toEqual({ note: { code: "required" }, seats: { code: "required" } });
    expect(toAnswer(found, { ...team, note: "x", seats: "3" })).toEqual({ plan: "team", note: "x", seats: 3 });
  });

  it("hides what depends on a field that is hidden itself", () => {
    const found = toFormFields({
      fields: [
        { name: "a", type: "checkbox" },
        { name: "b", type: "checkbox", show_if: { a: true }, default: true },
        { name: "c", show_if: { b: true } },
      ],
    });
    const raw = toRawValues(found);
    expect(currentFields(found, raw).map(({ name }) => name)).toEqual(["a"]);
    expect(currentFields(found, { ...raw, a: true }).map(({ name }) => name)).toEqual(["a", "b", "c"]);
  });

  it("survives whatever an agent writes as a payload", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("schema", "fields", "values", "properties"), fc.jsonValue()),
        (payload) => {
          const found = toFormFields(payload as never);
          expect(() => findErrors(found, toRawValues(found))).not.toThrow();
          expect(() => toAnswer(found, toRawValues(found))).not.toThrow();
        },
      ),
    );
  });
});
