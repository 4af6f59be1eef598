import type { DatabaseSync } from "node:sqlite";
import type { StoredCollection, StoredIndex } from "../../data/stored-collection.ts";
import { indexName } from "./schema.ts";

/**
 * Tells SQLite's planner what tables will look like, in place of ANALYZE: many rows in each tenant, of which each further field
 * of an index picks a tenth. Without it the planner takes a tenant to be a handful of rows, and reads all of them; with what
 * ANALYZE finds, plans would follow the tenants that happen to be there (sqlite.org/fileformat.html#stat1tab).
 */
export function writeStatistics(database: DatabaseSync, collections: readonly StoredCollection[]): void {
  // Makes the table of statistics.
  database.exec(`ANALYZE "_steps"`);
  const known = new Map(
    database
      .prepare("SELECT tbl, idx, stat FROM sqlite_stat1")
      .all()
      .map(({ tbl, idx, stat }) => [`${String(tbl)}\n${String(idx)}`, String(stat)]),
  );
  const missing = collections.flatMap((collection) =>
    statisticsOf(collection)
      .filter(([index, stat]) => known.get(`${collection.name}\n${index}`) !== stat)
      .map(([index, stat]) => ({ table: collection.name, index, stat })),
  );
  if (missing.length === 0) return;
  const remove = database.prepare("DELETE FROM sqlite_stat1 WHERE tbl = ? AND idx = ?");
  const insert = database.prepare("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)");
  for (const { table, index, stat } of missing) {
    remove.run(table, index);
    insert.run(table, index, stat);
  }
  // This connection reads them at once; others read them with the schema, which must seem to have changed.
  database.exec(`ANALYZE sqlite_schema; CREATE TABLE "_schema_changed" (id); DROP TABLE "_schema_changed"`);
}

const [rowsInAll, rowsInTenant] = [1_000_000, 10_000];

function statisticsOf({ name, indexes }: StoredCollection): readonly (readonly [index: string, stat: string])[] {
  const primaryKey = [name, `${rowsInAll} ${rowsInTenant} 1`] as const;
  return [primaryKey, ...indexes.map((index) => [indexName(name, index), statisticOf(index)] as const)];
}

/** Rows in all, and how many share the first field, the first two, and so on. */
function statisticOf({ fields, unique }: StoredIndex): string {
  const shared = fields.map((field, place) => (field === "id" ? 1 : Math.max(1, rowsInTenant / 10 ** (place + 1))));
  if (unique) shared[shared.length - 1] = 1;
  else if (!fields.includes("id")) shared.push(1);
  return [rowsInAll, rowsInTenant, ...shared].join(" ");
}
