import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** Packages leave out files of this name, so templates carry it without its dot. */
const dotted = (file: string): string => file.replace(/(^|[\\/])gitignore$/, "$1.gitignore");

/**
 * Writes the files of a template with their words changed. Resolves to their paths inside the folder.
 * `wx`: what is there already is never touched.
 */
export async function copyTemplate(
  from: string,
  to: string,
  rename: (text: string) => string,
): Promise<readonly string[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .toSorted();
  for (const file of files) {
    const text = await readFile(join(from, file), "utf8");
    const target = join(to, dotted(file));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, rename(text), { flag: "wx" });
  }
  return files.map(dotted);
}
