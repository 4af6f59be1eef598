import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The workflows that come with the command: beside the built program, which carries them; `workflows` in the repository. */
const ownFolder = [new URL("./workflows/", import.meta.url), new URL("../../../workflows/", import.meta.url)]
  .map((url) => fileURLToPath(url))
  .find(existsSync);

/** `workflows` and every `examples/<name>/workflows` below `cwd` that exist; `workflows` alone when none does. */
export async function devWorkflowFolders(cwd: string): Promise<readonly string[]> {
  const examples = join(cwd, "examples");
  const names = existsSync(examples) ? (await readdir(examples)).toSorted() : [];
  const folders = ["workflows", ...names.map((name) => join("examples", name, "workflows"))];
  const existing = folders.filter((folder) => existsSync(join(cwd, folder)));
  return existing.length > 0 ? existing : ["workflows"];
}

/**
 * Those of {@link devWorkflowFolders}, with `workflows` even while it is not there: the first workflow is seen as soon as
 * somebody writes it. And what comes with the command, but for workflows of which `cwd` has its own.
 */
export async function servedWorkflowFolders(cwd: string): Promise<readonly string[]> {
  const folders = [...new Set(["workflows", ...(await devWorkflowFolders(cwd))])];
  const known = new Set((await Promise.all(folders.map((folder) => namesIn(join(cwd, folder))))).flat());
  const own = ownFolder === undefined ? [] : await namesIn(ownFolder);
  return [...folders, ...own.filter((name) => !known.has(name)).map((name) => join(ownFolder ?? "", name))];
}

/** The folders of a folder, in lower case; none when there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => !entry.isFile()).map(({ name }) => name.toLowerCase());
}

/** A folder that somebody names: its `workflows` when it has them, such as `examples/onboarding`; else itself. */
export function namedWorkflowFolder(folder: string, cwd: string): string {
  const below = join(folder, "workflows");
  return existsSync(resolve(cwd, below)) ? below : folder;
}
