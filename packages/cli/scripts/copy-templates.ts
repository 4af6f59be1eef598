import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** The package carries the workflows of `examples/patterns`; in the repository they are read where they are. */
const patterns = join(import.meta.dirname, "../../../examples/patterns");
const target = join(import.meta.dirname, "../dist/templates");

await rm(target, { recursive: true, force: true });
for (const pattern of await readdir(patterns))
  await cp(join(patterns, pattern, "workflows"), join(target, pattern, "workflows"), { recursive: true });
