import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toChangeRows, toFileChanges } from "./change-rows.ts";
import { toChangedLines } from "./line-changes.ts";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join("");

describe("changes between two versions", () => {
  it("have the lines of both, in order and numbered, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c d", "", "e\t"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [before, after] = [left.map((line) => `${line}\n`).join(""), right.map((line) => `${line}\n`).join("")];
        const changed = toChangedLines(before, after);
        const read = (gone: "added" | "removed") =>
          changed
            .filter(({ kind }) => kind !== gone)
            .map((line) => (line.kind === "same" ? line.text : line.pieces.map((piece) => piece.text).join("")));
        expect(read("added")).toEqual(left);
        expect(read("removed")).toEqual(right);
        const numbers = changed.flatMap((line) => ("after" in line ? [line.after] : []));
        expect(numbers).toEqual(right.map((_, index) => index + 1));
      }),
    );
  });

  it("mark the words that differ, unless the lines have nothing in common", () => {
    const [removed, added] = toChangedLines("The tea is hot.\n", "The tea is cold.\n");
    expect(removed).toMatchObject({
      pieces: [{ text: "The tea is " }, { text: "hot", isChanged: true }, { text: "." }],
    });
    expect(added).toMatchObject({ pieces: [{}, { text: "cold", isChanged: true }, {}] });
    const [left] = toChangedLines("abc def\n", "Something else entirely\n");
    expect(left).toMatchObject({ pieces: [{ text: "abc def", isChanged: false }] });
  });

  it("tell of files that came, went and changed, and leave out those that stayed", () => {
    const changes = toFileChanges(
      new Map([
        ["gone", "a\n"],
        ["same", "b\n"],
        ["other", "c\n"],
      ]),
      new Map([
        ["new", "a\nb\n"],
        ["same", "b\n"],
        ["other", "d\n"],
      ]),
    );
    expect(changes.map(({ path, kind, added, removed }) => [path, kind, added, removed])).toEqual([
      ["gone", "removed", 0, 1],
      ["new", "added", 2, 0],
      ["other", "changed", 1, 1],
    ]);
  });

  it("fold long stretches without a change until they are opened", () => {
    const changes = toFileChanges(new Map([["", lines(1, 40)]]), new Map([["", `${lines(1, 40)}line 41\n`]]));
    const rows = toChangeRows(changes, false, new Set());
    expect(rows.map(({ kind }) => kind)).toEqual(["gap", "line", "line", "line", "line"]);
    const [gap] = rows;
    expect(gap).toMatchObject({ lines: 37 });
    expect(toChangeRows(changes, false, new Set([gap?.key ?? ""]))).toHaveLength(41);
  });

  it("stand side by side: what went beside what came in its place", () => {
    const changes = toFileChanges(new Map([["", "a\nb\nc\n"]]), new Map([["", "a\nx\nc\nd\n"]]));
    const rows = toChangeRows(changes, true, new Set());
    expect(rows.map((row) => row.kind === "pair" && [row.left?.kind, row.right?.kind])).toEqual([
      ["same", "same"],
      ["removed", "added"],
      ["same", "same"],
      [undefined, "added"],
    ]);
  });

  it("of a file of 5,000 lines are found in less than a second", () => {
    const before = lines(1, 5_000);
    const after = before.replaceAll(/line (\d*7)\n/g, "row $1\n");
    const start = performance.now();
    expect(toChangedLines(before, after).filter(({ kind }) => kind === "added")).toHaveLength(500);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
