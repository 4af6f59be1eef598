import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";

/** `workflows` and every `examples/<name>/workflows` below `cwd` that exist; `workflows` alone when none does. */
export async function devWorkflowFolders(cwd: string): Promise<readonly string[]> {
  const examples = join(cwd, "examples");
  const names = existsSync(examples) ? (await readdir(examples)).toSorted() : [];
  const folders = ["workflows", ...names.map((name) => join("examples", name, "workflows"))];
  const existing = folders.filter((folder) => existsSync(join(cwd, folder)));
  return existing.length > 0 ? existing : ["workflows"];
}

/** A folder that somebody names: its `workflows` when it has them, such as `examples/onboarding`; else itself. */
export function namedWorkflowFolder(folder: string, cwd: string): string {
  const below = join(folder, "workflows");
  return existsSync(resolve(cwd, below)) ? below : folder;
}
