import { diffWordsWithSpace, parsePatch, structuredPatch, type StructuredPatch } from "diff";

/** A piece of a line; `isChanged` = only this side has it. */
export interface LinePiece {
  readonly text: string;
  readonly isChanged: boolean;
}

export interface DiffLine {
  readonly number: number;
  readonly pieces: readonly LinePiece[];
}

/** What stands side by side: the same line, or one that is gone beside one that came. */
export type DiffRow =
  | { readonly kind: "same"; readonly before: DiffLine; readonly after: DiffLine }
  | { readonly kind: "changed"; readonly before?: DiffLine; readonly after?: DiffLine }
  | { readonly kind: "skipped"; readonly count: number };

export interface FileDiff {
  readonly name: string | undefined;
  readonly rows: readonly DiffRow[];
  readonly added: number;
  readonly removed: number;
}

const context = 3;
const maxWordsLength = 400;

/** Two texts as a diff of one file. */
export function diffTexts(before: string, after: string, name: string | undefined): FileDiff {
  return toFileDiff(structuredPatch("", "", before, after, undefined, undefined, { context }), name);
}

/**
 * The files of a unified diff.
 * @throws Error when it is none.
 */
export function readPatch(patch: string): readonly FileDiff[] {
  const files = parsePatch(patch).filter(({ hunks }) => hunks.length > 0);
  if (files.length === 0 && patch.trim() !== "") throw new Error("no hunks");
  return files.map((file) => toFileDiff(file, nameIn(file.newFileName) ?? nameIn(file.oldFileName)));
}

function nameIn(name: string | undefined): string | undefined {
  const bare = name?.replace(/^[ab]\//, "");
  return bare === undefined || bare === "" || bare === "/dev/null" ? undefined : bare;
}

function toFileDiff({ hunks }: StructuredPatch, name: string | undefined): FileDiff {
  const rows: DiffRow[] = [];
  let reached = 1;
  for (const { oldStart, oldLines, newStart, lines } of hunks) {
    if (oldStart > reached) rows.push({ kind: "skipped", count: oldStart - reached });
    rows.push(...toRows(lines, Math.max(1, oldStart), Math.max(1, newStart)));
    reached = oldStart + oldLines;
  }
  const changed = rows.filter((row) => row.kind === "changed");
  return {
    name,
    rows,
    added: changed.filter(({ after }) => after).length,
    removed: changed.filter(({ before }) => before).length,
  };
}

function toRows(lines: readonly string[], oldStart: number, newStart: number): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let [old, next] = [oldStart, newStart];
  let gone: string[] = [];
  let come: string[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(gone.length, come.length); index += 1) {
      const pair = toPair(gone[index], come[index]);
      rows.push({
        kind: "changed",
        ...(pair.before && { before: { number: old + index, pieces: pair.before } }),
        ...(pair.after && { after: { number: next + index, pieces: pair.after } }),
      });
    }
    old += gone.length;
    next += come.length;
    gone = [];
    come = [];
  };
  for (const line of lines) {
    const text = line.slice(1);
    if (line.startsWith("-")) gone.push(text);
    else if (line.startsWith("+")) come.push(text);
    else if (!line.startsWith("\\")) {
      flush();
      const pieces = [{ text, isChanged: false }];
      rows.push({ kind: "same", before: { number: old, pieces }, after: { number: next, pieces } });
      old += 1;
      next += 1;
    }
  }
  flush();
  return rows;
}

/** In a line that was changed, the words that were; nothing is marked where nearly all of it is new. */
function toPair(before: string | undefined, after: string | undefined) {
  const whole = (text: string | undefined) => (text === undefined ? undefined : [{ text, isChanged: false }]);
  if (before === undefined || after === undefined || before.length + after.length > maxWordsLength)
    return { before: whole(before), after: whole(after) };
  const changes = diffWordsWithSpace(before, after);
  const kept = changes.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : value.length), 0);
  if (kept * 3 < Math.max(before.length, after.length)) return { before: whole(before), after: whole(after) };
  const side = (other: "added" | "removed"): readonly LinePiece[] =>
    changes
      .filter((change) => !change[other])
      .map(({ value, added, removed }) => ({ text: value, isChanged: added || removed }));
  return { before: side("added"), after: side("removed") };
}
