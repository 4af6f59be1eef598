import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * The package carries the workflows of `examples/patterns`, those of `workflows`, and the app of `examples/new-app`; in the
 * repository they are read where they are.
 */
const repository = join(import.meta.dirname, "../../..");
const dist = join(import.meta.dirname, "../dist");
const [patterns, target] = [join(repository, "examples/patterns"), join(dist, "templates")];

await rm(target, { recursive: true, force: true });
for (const pattern of await readdir(patterns))
  await cp(join(patterns, pattern, "workflows"), join(target, pattern, "workflows"), { recursive: true });

await rm(join(dist, "workflows"), { recursive: true, force: true });
await cp(join(repository, "workflows"), join(dist, "workflows"), { recursive: true });

const app = join(dist, "app-template");
await rm(app, { recursive: true, force: true });
await cp(join(repository, "examples/new-app"), app, {
  recursive: true,
  filter: (path) => !/(?:node_modules|\.mozaiks)$/.test(path),
});
