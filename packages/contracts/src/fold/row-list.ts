import type { SessionEvent } from "../events.ts";
import type { Row } from "../session-view.ts";

export type Rows = readonly Row[];

/** The row of one kind. */
export type RowOf<K extends Row["kind"]> = Extract<Row, { kind: K }>;

/** What every row takes from the event it comes from. */
export function rowBase(
  event: SessionEvent,
  key = `seq:${event.seq}`,
): { key: string; seq: number; timestamp: string } {
  return { key, seq: event.seq, timestamp: event.timestamp };
}

/** The youngest row of a kind and key. Looks from the end: what changes is almost always near it. */
export function findRow<K extends Row["kind"]>(rows: Rows, kind: K, key: string): RowOf<K> | undefined {
  return rows.findLast((row): row is RowOf<K> => row.kind === kind && row.key === key);
}

/** The rows with one row changed; the same array when it is not there or stays as it is. */
export function updateRow<K extends Row["kind"]>(
  rows: Rows,
  kind: K,
  key: string,
  change: (row: RowOf<K>) => RowOf<K>,
): Rows {
  const row = findRow(rows, kind, key);
  if (!row) return rows;
  const changed = change(row);
  return changed === row ? rows : rows.with(rows.lastIndexOf(row), changed);
}
