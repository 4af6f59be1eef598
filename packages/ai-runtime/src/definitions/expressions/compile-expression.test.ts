import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "@mozaiks/contracts";
import { compileExpression } from "./compile-expression.ts";
import { scopeOf } from "./expression-scope.ts";

const scope = scopeOf([
  { name: "stage", type: "string" },
  { name: "count", type: "integer" },
  { name: "price", type: "number" },
  { name: "done", type: "boolean" },
  { name: "tags", type: "array" },
  { name: "order", type: "object" },
]);

const context: JsonObject = {
  stage: "review",
  count: 3,
  price: 2.5,
  done: true,
  tags: ["a", "b"],
  order: { id: 7, lines: [{ n: 1 }, { n: 2 }], note: null },
  user_id: "u1",
  claims: { plan: "pro" },
  ui: { page: "/cart" },
};

/** true, false, or `failed` for a rule that does not apply because it could not be evaluated. */
function outcome(source: string, values: JsonObject = context): boolean | "failed" | "refused" {
  const compiled = compileExpression(source, scope);
  if (!compiled.ok) return "refused";
  const result = compiled.expression.evaluate(values);
  return result.ok ? result.value : "failed";
}

describe("an expression", () => {
  it.each<[string, boolean | "failed"]>([
    ['stage == "review"', true],
    ["stage == 'review' && count > 2", true],
    ["count == 3", true],
    ["count == 3.0", true],
    ["count + 1 == 4", true],
    ["count % 2 == 1", true],
    ["count >= 3 && count <= 3", true],
    ["price > 2", true],
    ["price == 2.5", true],
    ["price < count", true],
    ["done", true],
    ["!done", false],
    ["!(count > 5) || done", true],
    ['"a" in tags', true],
    ["size(tags) == 2", true],
    ["tags.exists(tag, tag == 'b')", true],
    ["order.id == 7", true],
    ["order.lines.all(line, line.n > 0)", true],
    ["order.note == null", true],
    ["has(order.missing)", false],
    ['stage.startsWith("re")', true],
    ["done ? count == 3 : false", true],
    ['user_id == "u1"', true],
    ['claims.plan == "pro"', true],
    ['ui.page == "/cart"', true],
    ["true", true],
    ["order.missing == 1", "failed"],
    ["claims.missing == 1", "failed"],
    ["order.lines", "failed"],
    ["order.constructor == null", "failed"],
    ["order.id % 0 == 1", "failed"],
  ])("evaluates %s", (source, expected) => {
    expect(outcome(source)).toBe(expected);
  });

  it.each<[string, boolean | "failed"]>([
    ["stage == null", true],
    ["stage != null", false],
    ['stage == ""', false],
    ["count == 0", false],
    ["count != 0", true],
    ["done == false", false],
    ["done == true", false],
    ["count > 0", "failed"],
    ["price <= 1", "failed"],
    ["done", "failed"],
    ["!done", "failed"],
    ["done || count == null", true],
    ["size(tags) == 0", "failed"],
    ["order.id == 1", "failed"],
  ])("treats unset variables as null: %s", (source, expected) => {
    expect(outcome(source, {})).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['${stage} == "review"', 'stage == "review"', true],
    [
      "${done} == True and not (${count} > 3) or len(${tags}) == 0",
      "done == true && !(count > 3) || size(tags) == 0",
      true,
    ],
    ["${order} != None and ${stage} != 'accepted'", 'order != null && stage != "accepted"', true],
    ["${stage} is not None", "stage != null", true],
    ["${stage} is None", "stage == null", false],
    ["${stage} in ['review', 'done']", 'stage in ["review", "done"]', true],
    ["${stage} not in ('a', 'b')", '!(stage in ["a", "b"])', true],
    ["'view' in ${stage}", 'stage.contains("view")', true],
    ["${count}", "(count != null && count != 0)", true],
    ["not ${tags}", "!(tags != null && size(tags) > 0)", false],
    ["${done} and ${stage}", 'done == true && (stage != null && stage != "")', true],
    ["(${done})", "done == true", true],
    ["!${done} || ${count} >= 3", "!(done == true) || count >= 3", true],
    ["${price} == -1.5", "price == -1.5", false],
    ["${stage} == 'it\\'s'", 'stage == "it\'s"', false],
    ["${claims.plan} == 'pro'", 'claims.plan == "pro"', true],
    ["len(${stage}) > 3", "size(stage) > 3", true],
    ["False or True", "", true],
  ])("translates the original's %s", (source, cel, expected) => {
    const compiled = compileExpression(source.includes("${") ? source : `${source} or \${done}`, scope);
    expect(compiled).toMatchObject({ ok: true, isOriginalSpelling: true });
    if (cel !== "") expect(compiled.ok && compiled.expression.source).toBe(cel);
    expect(compiled.ok && compiled.expression.evaluate(context)).toEqual({ ok: true, value: expected });
  });

  it("treats what is unset as false where the original asked for its truth", () => {
    for (const name of ["stage", "count", "price", "done", "tags", "order"]) {
      expect(outcome(`\${${name}}`, {})).toBe(false);
      expect(outcome(`not \${${name}}`, {})).toBe(true);
    }
  });

  it.each([
    ["stag == 1", 0, "which is not a context variable"],
    ["count == 1 && other", 14, "which is not a context variable"],
    ["count ==", 8, "cannot be parsed"],
    ["${count} ==", 11, "expected a value"],
    ["${count} < 1 < 2", 13, "one comparison at a time"],
    ["${count} @ 2", 9, "cannot be parsed"],
    ["len(${tags}", 11, "expected )"],
    ["stage == 1", 0, "never equal"],
    ["stage < count", 0, "cannot order"],
    ["count < null", 0, "no such overload"],
    ["stage || done", 0, "needs true or false"],
    ["stage.matches('x')", 0, "no bound"],
    ["tags.all(a, tags.all(b, tags.all(c, a == b && b == c)))", 0, "loops"],
    [`${"(".repeat(60)}true${")".repeat(60)}`, 0, "maxDepth"],
    [`stage == "${"x".repeat(2_000)}"`, 0, "longer than"],
  ])("is refused with its place: %s", (source, offset, message) => {
    const compiled = compileExpression(source, scope);
    expect(compiled).toMatchObject({ ok: false, message: expect.stringContaining(message) });
    if (offset > 0) expect(!compiled.ok && compiled.offset).toBe(offset);
  });

  it("stops loops over too many values instead of running them", () => {
    const compiled = compileExpression("tags.all(a, tags.all(b, a == b))", scope);
    const result = compiled.ok && compiled.expression.evaluate({ tags: Array.from({ length: 5_000 }, () => 1) });
    expect(result).toEqual({ ok: false, error: "loops over too many values" });
  });

  it("says which variables it reads, without those of its own loops", () => {
    const compiled = compileExpression("tags.exists(tag, tag == stage) && claims.plan != null", scope);
    expect(compiled.ok && compiled.names).toEqual(["tags", "stage", "claims"]);
  });
});

describe("any expression", () => {
  const word = fc.constantFrom(
    ..."stage count price done tags order claims nope ${stage} ${count} True and or not in is len ( ) [ ] == != < && || ! 1 2.5 'a' \"b\" null true . , ? : + %".split(
      " ",
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
  );

  it("is compiled or refused, never thrown, and points inside its text", () => {
    fc.assert(
      fc.property(text, (source) => {
        const compiled = compileExpression(source, scope);
        expect(compiled.ok || (compiled.offset >= 0 && compiled.offset <= source.length)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("evaluates to true, false or a failure over any context", () => {
    const values = fc.record(
      {
        stage: fc.jsonValue(),
        count: fc.jsonValue(),
        done: fc.jsonValue(),
        tags: fc.jsonValue(),
        order: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(text, values, (source, context) => {
        const compiled = compileExpression(source, scope);
        if (!compiled.ok) return;
        const result = compiled.expression.evaluate(context as JsonObject);
        expect(typeof (result.ok ? result.value : result.error)).toBe(result.ok ? "boolean" : "string");
      }),
      { numRuns: 1_000 },
    );
  });

  it("compares integers as JavaScript does", () => {
    const operators: Record<string, (a: number, b: number) => boolean> = {
      "==": (a, b) => a === b,
      "!=": (a, b) => a !== b,
      "<": (a, b) => a < b,
      "<=": (a, b) => a <= b,
      ">": (a, b) => a > b,
      ">=": (a, b) => a >= b,
    };
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.constantFrom(...Object.keys(operators)), (left, right, operator) => {
        const expected = operators[operator]?.(left, right);
        expect(outcome(`count ${operator} ${right}`, { count: left })).toBe(expected);
        expect(outcome(`price ${operator} ${right}`, { price: left })).toBe(expected);
        expect(outcome(`\${count} ${operator} ${right}`, { count: left })).toBe(expected);
      }),
    );
  });

  it.each(["size", "all", "has", "exists", "exists_one", "filter", "dyn"])("may name a variable %s", (name) => {
    const named = scopeOf([{ name, type: "string" }]);
    for (const source of [`${name} == "L" && size(user_id) == 2 && has(claims.plan)`, `\${${name}} == "L"`]) {
      const compiled = compileExpression(source, named);
      expect(compiled.ok && compiled.expression.evaluate({ ...context, [name]: "L" })).toEqual({
        ok: true,
        value: true,
      });
    }
  });

  it("is equal to null only when it is unset", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(value, (each) => {
        expect(outcome("order == null", { order: each })).toBe(each === null);
        expect(outcome("order != null", { order: each })).toBe(each !== null);
      }),
    );
  });
});
