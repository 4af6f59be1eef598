import type { ArtifactTexts } from "./artifact-text.ts";
import { toChangedLines, type ChangedLine } from "./line-changes.ts";

/** How a file got from one version to the other. */
export interface FileChange {
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  readonly added: number;
  readonly removed: number;
  readonly lines: readonly ChangedLine[];
}

/** What differs between two versions, by path. What is the same is left out. */
export function toFileChanges(before: ArtifactTexts, after: ArtifactTexts): readonly FileChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths.flatMap((path) => {
    const [left, right] = [before.get(path), after.get(path)];
    if (left === right) return [];
    const lines = toChangedLines(left ?? "", right ?? "");
    const count = (kind: ChangedLine["kind"]): number => lines.filter((line) => line.kind === kind).length;
    const kind = left === undefined ? "added" : right === undefined ? "removed" : "changed";
    return [{ path, kind, added: count("added"), removed: count("removed"), lines }];
  });
}

/** A row of a comparison that is shown. `left` and `right` are one line where lines stand one below the other. */
export type ChangeRow =
  | { readonly kind: "file"; readonly key: string; readonly change: FileChange }
  | { readonly kind: "gap"; readonly key: string; readonly lines: number }
  | { readonly kind: "line"; readonly key: string; readonly line: ChangedLine }
  | {
      readonly kind: "pair";
      readonly key: string;
      readonly left: ChangedLine | undefined;
      readonly right: ChangedLine | undefined;
    };

const context = 3;

/** All rows of a comparison. Long stretches without a change become one row until they are opened by its key. */
export function toChangeRows(
  changes: readonly FileChange[],
  isSideBySide: boolean,
  opened: ReadonlySet<string>,
): readonly ChangeRow[] {
  return changes.flatMap((change): ChangeRow[] => [
    ...(change.path === "" ? [] : [{ kind: "file", key: `file:${change.path}`, change } as const]),
    ...stretches(change.lines).flatMap(({ start, lines, isQuiet }): ChangeRow[] => {
      const key = `${change.path}:${start}`;
      if (isQuiet && !opened.has(key)) return [{ kind: "gap", key, lines: lines.length }];
      return isSideBySide ? pairs(key, lines) : lines.map((line, at) => ({ kind: "line", key: `${key}:${at}`, line }));
    }),
  ]);
}

interface Stretch {
  readonly start: number;
  readonly lines: readonly ChangedLine[];
  /** No change in it nor near it. */
  readonly isQuiet: boolean;
}

function stretches(lines: readonly ChangedLine[]): readonly Stretch[] {
  const near = new Uint8Array(lines.length);
  lines.forEach((line, index) => {
    if (line.kind !== "same") near.fill(1, Math.max(0, index - context), index + context + 1);
  });
  const found: Stretch[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start;
    while (end < lines.length && near[end] === near[start]) end += 1;
    found.push({ start, lines: lines.slice(start, end), isQuiet: near[start] === 0 && end - start > 1 });
    start = end;
  }
  return found;
}

/** What was taken away stands beside what came in its place. */
function pairs(prefix: string, lines: readonly ChangedLine[]): ChangeRow[] {
  const rows: ChangeRow[] = [];
  const add = (left: ChangedLine | undefined, right: ChangedLine | undefined): void =>
    void rows.push({ kind: "pair", key: `${prefix}:${rows.length}`, left, right });
  for (let index = 0; index < lines.length;) {
    const removed = takeWhile(lines, index, "removed");
    const added = takeWhile(lines, index + removed.length, "added");
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) add(removed[at], added[at]);
    index += removed.length + added.length;
    const same = takeWhile(lines, index, "same");
    for (const line of same) add(line, line);
    index += same.length;
  }
  return rows;
}

function takeWhile(lines: readonly ChangedLine[], start: number, kind: ChangedLine["kind"]): readonly ChangedLine[] {
  let end = start;
  while (lines[end]?.kind === kind) end += 1;
  return lines.slice(start, end);
}
