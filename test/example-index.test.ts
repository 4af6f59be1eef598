import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { patternUses } from "../packages/cli/src/workflow-patterns.ts";
import { examplesFolder, readExamples } from "../scripts/example-index/examples.ts";
import { indexPage } from "../scripts/example-index/page.ts";

const examples = await readExamples();

describe("the index of the examples", () => {
  it("is what `npm run generate` writes", () => {
    expect(readFileSync(join(examplesFolder, "README.md"), "utf8")).toBe(indexPage(examples));
  });

  it("names every folder with workflows, and every pattern once", () => {
    const page = indexPage(examples);
    for (const { path } of examples) expect(page.split(`| [${path.split("/").at(-1)}](${path}) |`)).toHaveLength(2);
    const patterns = examples.filter(({ path }) => path.startsWith("patterns/")).map(({ name }) => name);
    expect(patterns.toSorted()).toEqual(Object.keys(patternUses).toSorted());
  });

  it("shows pictures of the workflows as they are, and no others", () => {
    const pictures = examples.flatMap((example) => example.pictures);
    expect(globSync("{*,patterns/*}/*.svg", { cwd: examplesFolder }).toSorted()).toEqual(
      pictures.map(({ file }) => file).toSorted(),
    );
    for (const { file, svg } of pictures) expect(readFileSync(join(examplesFolder, file), "utf8"), file).toBe(svg);
  });
});
