import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGrowingFiles } from "./growing-files.ts";

const whole = JSON.stringify({ title: "T", files: { "a.md": 'Say "hi"\n', "b/c.ts": "const a = 1;\\" } });

describe("files that are being written", () => {
  it("are all there when the arguments are", () => {
    expect(readGrowingFiles(whole)).toEqual([
      { path: "a.md", text: 'Say "hi"\n', isWhole: true },
      { path: "b/c.ts", text: "const a = 1;\\", isWhole: true },
    ]);
    expect(readGrowingFiles('{"path":"a.ts","content":"let a')).toEqual([
      { path: "a.ts", text: "let a", isWhole: false },
    ]);
    expect(readGrowingFiles('{"content":"# Hi","tone":"warm"}')).toEqual([
      { path: undefined, text: "# Hi", isWhole: true },
    ]);
    expect(readGrowingFiles('{"query":"tea"}')).toEqual([]);
  });

  it("only grow, wherever the arguments are cut", () => {
    const texts = fc.string({ unit: "grapheme", maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, fc.nat(), (first, second, cut) => {
        const json = JSON.stringify({ files: { "a.txt": first, "b.txt": second } });
        for (const { path, text, isWhole } of readGrowingFiles(json.slice(0, cut % (json.length + 1)))) {
          const end = path === "a.txt" ? first : second;
          expect(end.startsWith(text) || !end.isWellFormed() || !text.isWellFormed()).toBe(true);
          if (isWhole) expect(text).toBe(end);
        }
      }),
    );
  });
});
