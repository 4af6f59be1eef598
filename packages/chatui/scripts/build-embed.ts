import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundleEmbed } from "./bundle-embed.ts";

const target = join(import.meta.dirname, "..", "dist", "embed");

await rm(join(target, "chunks"), { recursive: true, force: true });
for (const { path, content } of (await bundleEmbed()).files) {
  const file = join(target, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
