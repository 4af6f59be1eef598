import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * The package carries the workflows of `examples/patterns` and those of `workflows`; in the repository they are read where
 * they are.
 */
const repository = join(import.meta.dirname, "../../..");
const dist = join(import.meta.dirname, "../dist");
const [patterns, target] = [join(repository, "examples/patterns"), join(dist, "templates")];

await rm(target, { recursive: true, force: true });
for (const pattern of await readdir(patterns))
  await cp(join(patterns, pattern, "workflows"), join(target, pattern, "workflows"), { recursive: true });

await rm(join(dist, "workflows"), { recursive: true, force: true });
await cp(join(repository, "workflows"), join(dist, "workflows"), { recursive: true });
