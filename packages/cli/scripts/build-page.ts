import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundlePage } from "../src/page-bundle.ts";

const chatui = join(import.meta.dirname, "..", "..", "chatui");
const target = join(chatui, "dist", "page");

await rm(join(target, "assets"), { recursive: true, force: true });
for (const { path, content } of bundlePage(chatui)) {
  const file = join(target, path === "/" ? "index.html" : path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
