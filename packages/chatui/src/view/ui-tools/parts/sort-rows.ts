import { textOf } from "./format-cell.tsx";

export interface Sorting {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

/** The entries in the order of one of their members; what has none of it comes last either way. */
export function sortRows<T extends { readonly row: Readonly<Record<string, unknown>> }>(
  entries: readonly T[],
  sorting: Sorting | undefined,
  locale: string,
): readonly T[] {
  if (!sorting) return entries;
  const { key, direction } = sorting;
  const words = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  const sign = direction === "ascending" ? 1 : -1;
  return entries.toSorted((a, b) => {
    const [left, right] = [a.row[key], b.row[key]];
    if (isEmpty(left) || isEmpty(right)) return Number(isEmpty(left)) - Number(isEmpty(right));
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * words.compare(textOf(left), textOf(right));
  });
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
