/** A line of a file tree that can be seen: a folder or a file. */
export interface TreeLine {
  readonly path: string;
  readonly name: string;
  /** 1 at the root. */
  readonly level: number;
  readonly kind: "folder" | "file";
  readonly isOpen?: boolean;
  /** Place among those of the same folder, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: string[];
}

/** The lines of a tree of these paths, folders first, without what is in closed folders. */
export function toTreeLines(paths: readonly string[], closed: ReadonlySet<string>): readonly TreeLine[] {
  const root = newFolder();
  for (const path of paths) {
    const names = path.split("/");
    const name = names.pop() ?? "";
    let folder = root;
    for (const part of names) {
      const next = folder.folders.get(part) ?? newFolder();
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.push(name);
  }
  return linesOf(root, "", 1, closed);
}

function linesOf(folder: Folder, prefix: string, level: number, closed: ReadonlySet<string>): TreeLine[] {
  const siblings = folder.folders.size + folder.files.length;
  const folders = [...folder.folders].toSorted(([left], [right]) => compare(left, right));
  const lines = folders.flatMap(([name, inside], index): TreeLine[] => {
    const path = prefix + name;
    const isOpen = !closed.has(path);
    const line: TreeLine = { path, name, level, kind: "folder", isOpen, position: index + 1, siblings };
    return [line, ...(isOpen ? linesOf(inside, `${path}/`, level + 1, closed) : [])];
  });
  const files = folder.files.toSorted(compare).map((name, index): TreeLine => {
    const position = folders.length + index + 1;
    return { path: prefix + name, name, level, kind: "file", position, siblings };
  });
  return [...lines, ...files];
}

function newFolder(): Folder {
  return { folders: new Map(), files: [] };
}

function compare(left: string, right: string): number {
  return left.localeCompare(right, undefined, { numeric: true });
}
