import * as fc from "fast-check";
import { applyPatch, createPatch, type Operation } from "rfc6902";
import { describe, expect, it } from "vitest";
import type { Json } from "../ids.ts";
import { patchState } from "./patch-state.ts";

const keys = fc.constantFrom("a", "b", "a/b", "~", "0", "1", "__proto__");
const documents = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, 0, 1, "x", true),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(keys, tie("node"), { maxKeys: 3 }),
  ),
})).node;

describe("a JSON Patch", () => {
  it("that leads from one document to another does so, and leaves the first as it is", () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const [from, to] = [{ state: withoutPrototype(before) }, { state: withoutPrototype(after) }];
        const copy = structuredClone(from);
        expect(patchState(from, createPatch(from, to))).toEqual(to);
        expect(from).toEqual(copy);
      }),
      { numRuns: 500 },
    );
  });

  it("applies to nothing, and does nothing, that the library that makes patches has otherwise", () => {
    const path = fc
      .array(fc.constantFrom("a", "b", "0", "1", "2"), { minLength: 1, maxLength: 2 })
      .map((all) => `/${all.join("/")}`);
    const operation = fc.record({
      op: fc.constantFrom("add", "remove", "replace", "copy", "test"),
      path,
      from: path,
      value: fc.constantFrom<Json>(0, true, [1], { a: 1 }),
    });
    const node = fc
      .dictionary(
        fc.constantFrom("a", "b"),
        fc.oneof(
          fc.constantFrom<Json>(1, true),
          fc.array(fc.constantFrom<Json>(0, 1), { maxLength: 2 }),
          fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom<Json>(0, 1)),
        ),
      )
      .map((made) => ({ ...made }));
    fc.assert(
      fc.property(node, fc.array(operation, { minLength: 1, maxLength: 3 }), (document, patch) => {
        const expected = structuredClone(document);
        const isApplied = applies(expected, structuredClone(patch));
        const patched = patchState(document, patch);
        // The library is laxer with lists: it gives them members by name.
        expect([undefined, isApplied ? expected : undefined]).toContainEqual(patched);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, Json, object[], Json | undefined]>([
    ["replaces all", 1, [{ op: "replace", path: "", value: [2] }], [2]],
    ["moves", { a: [1, 2] }, [{ op: "move", from: "/a/0", path: "/a/1" }], { a: [2, 1] }],
    ["moves nothing into itself", { a: { b: 1 } }, [{ op: "move", from: "/a", path: "/a/b" }], undefined],
    ["appends", { a: [1] }, [{ op: "add", path: "/a/-", value: 2 }], { a: [1, 2] }],
    ["reads ~1 and ~0", { "a/b": { "~": 1 } }, [{ op: "remove", path: "/a~1b/~0" }], { "a/b": {} }],
    ["goes nowhere that is inherited", {}, [{ op: "add", path: "/constructor/x", value: 1 }], undefined],
    [
      "applies as a whole or not at all",
      { a: 1 },
      [
        { op: "remove", path: "/a" },
        { op: "remove", path: "/b" },
      ],
      undefined,
    ],
    ["that is none does not apply", { a: 1 }, [{ op: "paint", path: "/a" }], undefined],
    ["without a value does not apply", { a: 1 }, [{ op: "add", path: "/b" }], undefined],
    ["whose path is none does not apply", { a: 1 }, [{ op: "remove", path: "a" }], undefined],
  ])("%s", (_name, document, patch, expected) => {
    expect(patchState(document, patch)).toEqual(expected);
  });
});

function applies(document: Json, patch: Operation[]): boolean {
  try {
    return applyPatch(document, patch).every((result) => result === null);
  } catch {
    return false;
  }
}

/** The library that makes the patches knows no member of that name. */
function withoutPrototype(node: Json): Json {
  return JSON.parse(JSON.stringify(node).replaceAll("__proto__", "proto")) as Json;
}
