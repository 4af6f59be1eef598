import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMozaiksError } from "@mozaiks/contracts";
import { checkPrompt, promptTemplate } from "./prompt-template.ts";

const render = (prompt: string, context = {}): string => promptTemplate({ name: "Ann", prompt }).render(context);

describe("a prompt", () => {
  it.each([
    ["Hello {{ name }}.", { name: "Bo" }, "Hello Bo."],
    ["{{ missing }}|{{ nothing }}", { nothing: null }, "|"],
    ["{{ order }} {{ list }}", { order: { id: 1 }, list: [1, "a"] }, '{"id":1} [1,"a"]'],
    ["{{ count }} {{ ok }}", { count: 3, ok: false }, "3 false"],
    ["{% if ok %}yes{% else %}no{% endif %}", { ok: true }, "yes"],
    ["{% for tag in tags %}[{{ tag | upcase }}]{% endfor %}", { tags: ["a", "b"] }, "[A][B]"],
    ["{{ order.constructor }}{{ order.__proto__ }}", { order: {} }, ""],
    ["no template <b>&</b>", {}, "no template <b>&</b>"],
    ["{{ html }}", { html: "<b>" }, "<b>"],
  ])("renders %j", (prompt, context, expected) => {
    expect(render(prompt, context)).toBe(expected);
  });

  it.each([
    "{% for a in (1..10000000) %}x{% endfor %}",
    "{% for a in (1..9999) %}{% for b in (1..9999) %}{{ a }}{% endfor %}{% endfor %}",
  ])("fails instead of growing without end: %s", (prompt) => {
    expect(() => render(prompt)).toThrow(expect.objectContaining({ code: "definition.invalid" }));
  });

  it("is rendered anew each time", () => {
    const template = promptTemplate({ name: "Ann", prompt: "{% increment n %}{{ name }}" });
    expect(["Bo", "Cy"].map((name) => template.render({ name }))).toEqual(["0Bo", "0Cy"]);
  });

  it("is checked without being rendered", () => {
    expect(checkPrompt("a\nb {{ stage | upcase }} {% assign x = order.id %}{{ x }}")).toEqual({
      variables: [
        { name: "stage", line: 2, column: 6 },
        { name: "order", line: 2, column: expect.any(Number) },
      ],
    });
    expect(checkPrompt("a\n {% if x %}").mistake).toEqual({ line: 2, column: 2, message: "tag {% if x %} not closed" });
  });

  it.each(["include", "render", "layout", "block"])("has no tag %s", (tag) => {
    expect(checkPrompt(`{% ${tag} "x" %}`).mistake?.message).toContain("not available in prompts");
  });

  it("whatever its text, is checked and rendered without any other error", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "{%",
      "%}",
      " if ",
      "endif",
      "a",
      "|",
      ".",
      "for x in y",
      "endfor",
      "raw",
      "'",
      "\n",
      "(1..3)",
      "assign z = 1",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((each) => each.join(" ")),
        ),
        (prompt) => {
          const { mistake } = checkPrompt(prompt);
          try {
            expect(typeof render(prompt, { a: 1, y: [1] })).toBe("string");
          } catch (thrown) {
            expect(isMozaiksError(thrown) && thrown.code).toBe("definition.invalid");
          }
          expect(mistake === undefined || mistake.line >= 1).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
