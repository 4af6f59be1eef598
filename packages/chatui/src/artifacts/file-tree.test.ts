import { expect, it } from "vitest";
import { firstFile } from "./artifact-files.ts";
import { toTreeLines } from "./file-tree.ts";

const paths = ["src/main.ts", "README.md", "src/view/b10.ts", "src/view/b9.ts"];

it("a tree has folders before files, in the order people count, and nothing of closed folders", () => {
  const shown = (closed: string[]) =>
    toTreeLines(paths, new Set(closed)).map(({ level, path, position, siblings }) => [level, path, position, siblings]);
  expect(shown([])).toEqual([
    [1, "src", 1, 2],
    [2, "src/view", 1, 2],
    [3, "src/view/b9.ts", 1, 2],
    [3, "src/view/b10.ts", 2, 2],
    [2, "src/main.ts", 2, 2],
    [1, "README.md", 2, 2],
  ]);
  expect(shown(["src"])).toHaveLength(2);
});

it("what one reads first is a page or a readme near the root", () => {
  expect(firstFile(paths)).toBe("README.md");
  expect(firstFile(["a/deep/index.html", "z/index.html", "b.css"])).toBe("z/index.html");
  expect(firstFile([])).toBeUndefined();
});
