import type { TreeFile } from "../../../ui-tools/payloads/file-tree-payload.ts";

/** A folder or a file as it is drawn: what stands below it follows it. */
export interface TreeNode {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  /** Its place among what its folder holds, from 1, and how many those are. */
  readonly place: number;
  readonly siblings: number;
  /** Absent for a folder. */
  readonly file?: TreeFile;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, TreeFile>;
}

/** Folders before files, each in the order of their names; nothing below a closed folder. */
export function toTreeNodes(
  files: readonly TreeFile[],
  isOpen: (path: string) => boolean,
  locale: string,
): readonly TreeNode[] {
  const words = new Intl.Collator(locale, { numeric: true });
  const root: Folder = { folders: new Map(), files: new Map() };
  for (const file of files) {
    const parts = file.path.split("/").filter(Boolean);
    const name = parts.pop();
    if (name === undefined) continue;
    parts.reduce(enter, root).files.set(name, file);
  }
  const nodes: TreeNode[] = [];
  const list = ({ folders, files }: Folder, above: string, depth: number): void => {
    const siblings = folders.size + files.size;
    let place = 0;
    for (const [name, folder] of sorted(folders, words)) {
      const path = `${above}${name}`;
      nodes.push({ path, name, depth, place: (place += 1), siblings });
      if (isOpen(path)) list(folder, `${path}/`, depth + 1);
    }
    for (const [name, file] of sorted(files, words))
      nodes.push({ path: file.path, name, depth, place: (place += 1), siblings, file });
  };
  list(root, "", 1);
  return nodes;
}

function enter(folder: Folder, name: string): Folder {
  const next = folder.folders.get(name) ?? { folders: new Map(), files: new Map() };
  folder.folders.set(name, next);
  return next;
}

function sorted<T>(entries: ReadonlyMap<string, T>, words: Intl.Collator): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => words.compare(a, b));
}
