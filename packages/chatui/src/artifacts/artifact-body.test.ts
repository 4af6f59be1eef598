import type { Json } from "@mozaiks/contracts/fold";
import { describe, expect, it } from "vitest";
import { toBody } from "./artifact-body.ts";
import { toTexts } from "./artifact-text.ts";

describe("what an artifact is", () => {
  it.each<[string, string, Json, object]>([
    ["a folder", "site", { files: { "a.txt": "A" } }, { kind: "files" }],
    ["markdown", "document", "# Hi", { kind: "document", markdown: "# Hi" }],
    [
      "a text with facts",
      "note",
      { body: "Hi", by: "Ann" },
      { kind: "document", markdown: "Hi", facts: { by: "Ann" } },
    ],
    ["sections", "doc", { sections: [{ heading: "A", text: "B" }] }, { kind: "document", markdown: "## A\n\nB" }],
    ["sections of another shape", "doc", { sections: [{ heading: "A", items: [] }] }, { kind: "value" }],
    ["code by its type", "code", "let a", { kind: "code", code: "let a" }],
    ["code by its shape", "x", { code: "let a", language: "ts" }, { kind: "code", language: "ts" }],
    ["a picture", "x", "data:image/png;base64,AA", { kind: "image" }],
    ["a table", "rows", [{ a: 1 }, { a: 2, b: "x" }], { kind: "table", columns: ["a", "b"] }],
    ["rows that hold lists", "rows", [{ a: [1] }], { kind: "value" }],
    ["a component by its type", "core.table", { rows: [] }, { kind: "component", component: "core.table" }],
    ["a component by its shape", "x", { component: "core.card", payload: { title: "A" } }, { kind: "component" }],
    ["a component that is not ours", "x", { component: "acme.map", payload: {} }, { kind: "value" }],
    ["anything else", "x", { n: 1 }, { kind: "value", value: { n: 1 } }],
    ["nothing", "x", null, { kind: "value", value: null }],
  ])("%s is seen", (_name, type, state, body) => {
    expect(toBody(type, state)).toMatchObject(body);
  });

  it("is compared as what it says: files by path, documents as text, anything else as JSON", () => {
    expect([...toTexts("site", { files: { "b.txt": "B", "a.png": { blob: "f00" } } })]).toEqual([
      ["a.png", "[f00]\n"],
      ["b.txt", "B"],
    ]);
    const document = { status: "draft", sections: [{ heading: "A", text: "B" }] };
    expect(toTexts("doc", document).get("")).toBe("status: draft\n\n## A\n\nB");
    expect(toTexts("x", { n: 1 }).get("")).toBe('{\n  "n": 1\n}');
  });
});
