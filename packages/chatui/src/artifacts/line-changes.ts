import { diffLines, diffWordsWithSpace } from "diff";

/** A piece of a changed line; `isChanged` where it differs from the line that it was or became. */
export interface ChangedPiece {
  readonly text: string;
  readonly isChanged: boolean;
}

/** A line of a comparison, with its number before and after. */
export type ChangedLine =
  | { readonly kind: "same"; readonly before: number; readonly after: number; readonly text: string }
  | { readonly kind: "removed"; readonly before: number; readonly pieces: readonly ChangedPiece[] }
  | { readonly kind: "added"; readonly after: number; readonly pieces: readonly ChangedPiece[] };

const longestCompared = 1_000;
const timeoutMs = 1_500;

/** How one text became another, line by line. Two texts that take too long to compare are shown one after the other. */
export function toChangedLines(before: string, after: string): readonly ChangedLine[] {
  const changes = diffLines(before, after, { timeout: timeoutMs, stripTrailingCr: true }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const lines: ChangedLine[] = [];
  let [left, right] = [0, 0];
  changes.forEach(({ value, removed, added }, index) => {
    const texts = linesOf(value);
    if (removed) {
      const next = changes[index + 1];
      const become = next?.added ? linesOf(next.value) : [];
      lines.push(
        ...texts.map((text, at): ChangedLine => ({
          kind: "removed",
          before: (left += 1),
          pieces: compare(text, become[at]).removed,
        })),
      );
    } else if (added) {
      const last = changes[index - 1];
      const were = last?.removed ? linesOf(last.value) : [];
      lines.push(
        ...texts.map((text, at): ChangedLine => ({
          kind: "added",
          after: (right += 1),
          pieces: compare(were[at], text).added,
        })),
      );
    } else {
      lines.push(
        ...texts.map((text): ChangedLine => ({ kind: "same", before: (left += 1), after: (right += 1), text })),
      );
    }
  });
  return lines;
}

function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

interface Compared {
  readonly removed: readonly ChangedPiece[];
  readonly added: readonly ChangedPiece[];
}

/** The words that differ, unless hardly any are the same: then the lines have nothing to do with each other. */
function compare(before = "", after = ""): Compared {
  const whole = (text: string): readonly ChangedPiece[] => [{ text, isChanged: false }];
  const apart = { removed: whole(before), added: whole(after) };
  if (before === "" || after === "" || before.length + after.length > longestCompared) return apart;
  const parts = diffWordsWithSpace(before, after);
  const kept = parts
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.length, 0);
  if (kept * 3 < Math.max(before.length, after.length)) return apart;
  const pieces = (other: "added" | "removed"): readonly ChangedPiece[] =>
    parts
      .filter((part) => !part[other])
      .map(({ value, added, removed }) => ({ text: value, isChanged: added || removed }));
  return { removed: pieces("added"), added: pieces("removed") };
}
