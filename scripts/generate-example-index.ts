import { globSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { examplesFolder, readExamples } from "./example-index/examples.ts";
import { indexPage } from "./example-index/page.ts";

const examples = await readExamples();
for (const old of globSync("{*,patterns/*}/*.svg", { cwd: examplesFolder })) rmSync(join(examplesFolder, old));
for (const { file, svg } of examples.flatMap(({ pictures }) => pictures))
  writeFileSync(join(examplesFolder, file), svg);
writeFileSync(join(examplesFolder, "README.md"), indexPage(examples));
