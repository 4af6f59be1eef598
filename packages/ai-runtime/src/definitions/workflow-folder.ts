import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import type { Place } from "./source/diagnostic.ts";
import type { Report } from "./source/report.ts";

const maxFiles = 2_000;
const maxFileBytes = 5_000_000;

/** Every file of a workflow's folder, read once, so that all checks and the version speak of the same content. */
export interface WorkflowFolder {
  /** As it was given, for messages. */
  readonly path: string;
  /** Where it really is. */
  readonly root: string;
  /** By path inside the folder, with `/`. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The beginning of a file, for messages. */
  start(name: string): Place;
  /** The file as text, or undefined, with an error in the report, when it is not UTF-8. */
  text(name: string, report: Report): string | undefined;
}

/** Reads a folder without its dot files and node_modules. What leads out of it is an error and is not read. */
export async function readWorkflowFolder(path: string, report: Report): Promise<WorkflowFolder> {
  const root = await realpath(path);
  const files = new Map<string, Buffer>();
  const start = (name: string): Place => ({ file: join(path, name), line: 1, column: 1 });
  await readInto(files, root, "", start, report);
  return {
    path,
    root,
    files: new Map([...files].toSorted(([left], [right]) => (left < right ? -1 : 1))),
    start,
    text(name, report) {
      try {
        return new TextDecoder("utf-8", { fatal: true }).decode(files.get(name));
      } catch {
        report.error(start(name), "file.not-text", `${name} is not UTF-8 text.`, "Save it as UTF-8.");
        return undefined;
      }
    },
  };
}

/** A hash of names and contents: equal folders have equal hashes, wherever they are. */
export function hashFiles(files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash("sha256");
  for (const [name, content] of files) hash.update(`${name}\0${content.length}\0`).update(content);
  return hash.digest("hex");
}

/** A path inside the folder in its normal form, or undefined when it would leave it. */
export function insideFolder(path: string): string | undefined {
  const normal = posix.normalize(path.replaceAll("\\", "/"));
  return posix.isAbsolute(normal) || /^[A-Za-z]:/.test(normal) || normal === ".." || normal.startsWith("../")
    ? undefined
    : normal;
}

async function readInto(
  files: Map<string, Buffer>,
  root: string,
  folder: string,
  start: (name: string) => Place,
  report: Report,
): Promise<void> {
  const entries = await readdir(join(root, folder));
  for (const entry of entries.toSorted()) {
    if (entry.startsWith(".") || entry === "node_modules") continue;
    const name = folder === "" ? entry : `${folder}/${entry}`;
    try {
      const real = await realpath(join(root, name));
      const info = await stat(real);
      if (real !== root && !real.startsWith(root + sep))
        report.error(start(name), "file.leaves-folder", `${name} leads out of the folder.`, "Copy what it links to.");
      else if (info.isDirectory() && real === join(root, name)) await readInto(files, root, name, start, report);
      else if (info.isDirectory())
        report.error(start(name), "file.leaves-folder", `${name} is a link to a folder.`, "Copy what it links to.");
      else if (!info.isFile()) continue;
      else if (info.size > maxFileBytes)
        report.error(start(name), "file.too-large", `${name} is larger than 5 MB.`, "Move it out of the folder.");
      else if (files.size >= maxFiles) {
        report.error(start(name), "file.too-large", `The folder has more than ${maxFiles} files.`, "Move some out.");
        return;
      } else files.set(name, await readFile(real));
    } catch (thrown) {
      const reason = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
      report.error(start(name), "file.unreadable", `${name} cannot be read (${reason}).`, "Check the file.");
    }
  }
}
