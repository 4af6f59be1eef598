import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** `./workflows` and every `./examples/<name>/workflows` that exist; `./workflows` alone when none does. */
export async function devWorkflowFolders(cwd: string): Promise<readonly string[]> {
  const examples = join(cwd, "examples");
  const names = existsSync(examples) ? (await readdir(examples)).sort() : [];
  const folders = [join(cwd, "workflows"), ...names.map((name) => join(examples, name, "workflows"))];
  const existing = folders.filter((folder) => existsSync(folder));
  return existing.length > 0 ? existing : [join(cwd, "workflows")];
}
