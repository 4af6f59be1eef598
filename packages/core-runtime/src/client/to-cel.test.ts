import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "../data/row.ts";
import type { FieldType } from "../definition/field-type.ts";
import { bind } from "../expression/bind.ts";
import { evaluate } from "../expression/evaluate.ts";
import { parseCondition } from "../expression/parse-condition.ts";
import { filterCondition } from "../records/filter-condition.ts";
import { toCel } from "./to-cel.ts";

const types: Readonly<Record<string, FieldType>> = {
  title: { kind: "text" },
  done: { kind: "boolean" },
  priority: { kind: "integer" },
  due: { kind: "datetime" },
  tags: { kind: "list", item: { kind: "text" } },
};
const names = {
  field: (name: string) => {
    const type = types[name];
    return type && ({ kind: "field", name, type } as const);
  },
  known: Object.keys(types),
  isRule: false,
};
const complain = (code: string, message: string): never => {
  throw new Error(`${code}: ${message}`);
};
const isTooBig = (cel: string): boolean => {
  try {
    parseCondition(cel, names, complain);
    return false;
  } catch (error) {
    return String(error).includes("too-big");
  }
};
const principal = { user: null, organization: null, now: "" };

const text = fc.oneof(
  fc.constantFrom("", "a", "ab", 'say "hi"', "back\\slash", "\n\t", "naïve 🙂", "\u2028"),
  fc.string(),
);
const priority = fc.integer({ min: -3, max: 3 });
const due = fc.constantFrom("2026-01-31T12:00:00.000Z", "2026-02-01T00:00:00.000Z");
const test = (values: fc.Arbitrary<unknown>) =>
  fc.oneof(
    values,
    fc.constant(null),
    fc.record({ eq: values }),
    fc.record({ ne: values }),
    fc.record({ gte: values, lt: values }),
    fc.record({ in: fc.array(values, { maxLength: 3 }) }),
  );
const fields = fc.record(
  {
    title: fc.oneof(test(text), fc.record({ startsWith: text }), fc.record({ contains: text })),
    done: fc.oneof(fc.boolean(), fc.record({ ne: fc.boolean() })),
    priority: test(priority),
    due: test(due),
    tags: fc.record({ has: text }),
  },
  { requiredKeys: [] },
);
const filter = fc.oneof(
  fields,
  fc.record({ and: fc.array(fields, { maxLength: 2 }) }),
  fc.record({ or: fc.array(fields, { maxLength: 2 }), not: fields }),
);
const row = fc
  .record({
    title: fc.oneof(text, fc.constant(null)),
    done: fc.boolean(),
    priority: fc.oneof(priority, fc.constant(null)),
    due: fc.oneof(due, fc.constant(null)),
    tags: fc.oneof(fc.array(text), fc.constant(null)),
  })
  .map((own): Row => ({
    ...own,
    tenant: "",
    id: "",
    owner: null,
    version: 1,
    created_at: "",
    updated_at: "",
    deleted_at: null,
  }));

describe("a filter as CEL", () => {
  it.each([
    [undefined, undefined],
    [{}, undefined],
    [{ done: false }, "done == false"],
    [{ title: undefined, done: true }, "done == true"],
    [{ priority: { gte: 3, lt: 5 } }, "(priority >= 3) && (priority < 5)"],
    [{ title: 'say "hi"' }, 'title == "say \\"hi\\""'],
    [{ title: { startsWith: "a" } }, 'title.startsWith("a")'],
    [{ tags: { has: "x" } }, '"x" in tags'],
    [{ assignee: { in: ["a", null] } }, 'assignee in ["a", null]'],
    [{ or: [{ done: true }, { priority: 0 }] }, "(done == true) || (priority == 0)"],
    [{ not: { done: true } }, "!(done == true)"],
    [{ due: { lt: new Date(0) } }, 'due < "1970-01-01T00:00:00.000Z"'],
  ])("of %j is %s", (given, cel) => {
    expect(toCel(given)).toBe(cel);
  });

  it("means what the filter means", () => {
    fc.assert(
      fc.property(filter, row, (given, own) => {
        const meant = bind(filterCondition(given, names, complain), principal, () => false);
        const cel = toCel(given) ?? "true";
        fc.pre(!isTooBig(cel));
        const said = bind(parseCondition(cel, names, complain), principal, () => false);
        expect(evaluate(said, own, () => undefined)).toBe(evaluate(meant, own, () => undefined));
      }),
      { numRuns: 500 },
    );
  });

  it("is not deeper than a condition may be, however many fields it names", () => {
    const many = { and: Array.from({ length: 12 }, (_, index) => ({ priority: { ne: index } })) };
    expect(() => parseCondition(toCel(many) ?? "", names, complain)).not.toThrow();
  });
});
