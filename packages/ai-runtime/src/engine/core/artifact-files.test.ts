import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filesMistake, filesOf } from "./artifact-files.ts";

const blob = "a".repeat(64);

describe("the files of an artifact", () => {
  it("are its map `files`, in order of their paths", () => {
    const files = filesOf({ files: { "src/b.ts": "b", "index.html": "<p>", "a.png": { blob } } });
    expect([...(files ?? [])]).toEqual([
      ["a.png", { blob }],
      ["index.html", "<p>"],
      ["src/b.ts", "b"],
    ]);
  });

  it.each([null, 1, [], {}, { files: [] }, { files: null }])("are none in %j", (state) => {
    expect(filesOf(state)).toBeUndefined();
    expect(filesMistake(state)).toBeUndefined();
  });

  it.each([
    ["", "without a name"],
    ["/etc/passwd", "without a name"],
    ["a//b", "without a name"],
    ["a/", "without a name"],
    ["..", "leads out"],
    ["a/../../b", "leads out"],
    ["./a", "leads out"],
    ["..\\a", "character"],
    ["C:/a", "character"],
    ["a\u0000b", "character"],
    ["a\nb", "character"],
    ["\ud800", "character"],
    ["con.txt", "refuse"],
    ["a/NUL", "refuse"],
    ["a./b", "refuse"],
    ["a /b", "refuse"],
    ["a".repeat(501), "500"],
  ])("may not be at %j", (path, says) => {
    expect(filesMistake({ files: { [path]: "x" } })).toContain(says);
    expect(filesOf({ files: { [path]: "x" } })?.size).toBe(0);
  });

  it.each([[1], [null], [{ blob: "x" }], [{ blob: `../${blob}` }], [["a"]]])("cannot be %j", (file) => {
    expect(filesMistake({ files: { a: file } })).toContain("neither text nor");
  });

  it("are not folders of one another", () => {
    expect(filesMistake({ files: { "a/b/c": "x", "a/b": "y" } })).toContain("a file and a folder");
    expect(filesMistake({ files: { "a/b/c": "x", "a/bc": "y" } })).toBeUndefined();
  });

  it("never lead out of a folder, whatever a path is", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(".", "..", "/", "a", "\\", ":", " ", "~", "é")), (parts) => {
        for (const path of filesOf({ files: { [parts.join("")]: "x" } })?.keys() ?? [])
          expect(new URL(path, "file:///base/folder/").pathname).toMatch(/^\/base\/folder\/./);
      }),
    );
  });
});
