import { expect, it } from "vitest";
import { toEditableFields, toOperations } from "./editable-fields.ts";

it("what was written anew becomes operations on what it was, and nothing else does", () => {
  const fields = toEditableFields({ "a/b": { "~": "x" }, list: [1, true, null] }) ?? [];
  expect(fields.map(({ path, value }) => [path, value])).toEqual([
    ["/a~1b/~0", "x"],
    ["/list/0", 1],
    ["/list/1", true],
  ]);
  expect(toOperations(fields, { "/a~1b/~0": "y", "/list/0": 1 })).toEqual([
    { op: "replace", path: "/a~1b/~0", value: "y" },
  ]);
});

it("a state with more than 200 values is not for a form; a text is one field", () => {
  expect(toEditableFields(Array.from({ length: 201 }, () => ""))).toBeUndefined();
  expect(toEditableFields("text")).toEqual([{ path: "", names: [], value: "text" }]);
});
