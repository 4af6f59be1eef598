import type { FeedEntry } from "../../data/data-engine.ts";
import type { Row } from "../../data/row.ts";
import type { SqlValue } from "./codec.ts";
import type { Statements } from "./statements.ts";

/** The number of the last commit's last change; numbers have no gaps, because the last row always stays. */
export function lastPosition(statements: Statements): number {
  const [row] = statements.all({ sql: `SELECT max(position) FROM "_changes"`, values: [] });
  return Number(row?.[0] ?? 0);
}

/** Positions sort as text. */
export const toPosition = (number: number): string => String(number).padStart(16, "0");

/**
 * The entries after a position. Undefined when some are forgotten, or when the position is not one of this file: it was given
 * out by another, or before an older state was restored.
 */
export function readFeed(statements: Statements, after: string, limit: number): readonly FeedEntry[] | undefined {
  const from = /^\d{16}$/.test(after) ? Number(after) : -1;
  const last = lastPosition(statements);
  if (from === last) return [];
  if (from > last) return undefined;
  const rows = statements.all({
    sql: `SELECT position, collection, tenant, id, old, new FROM "_changes" WHERE position > ? ORDER BY position LIMIT ${Math.trunc(limit)}`,
    values: [from],
  });
  return rows[0]?.[0] === from + 1 ? rows.map(toEntry) : undefined;
}

function toEntry([position, collection, tenant, id, old, next]: readonly SqlValue[]): FeedEntry {
  return {
    position: toPosition(Number(position)),
    collection: String(collection),
    tenant: String(tenant),
    id: String(id),
    old: toImage(old),
    new: toImage(next),
  };
}

const toImage = (text: SqlValue | undefined): Row | null =>
  typeof text === "string" ? (JSON.parse(text) as Row) : null;
