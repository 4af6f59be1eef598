import type { Change } from "../data/data-engine.ts";
import { globalTenant, type Row } from "../data/row.ts";
import type { Lookup } from "../expression/evaluate.ts";

/** What the store holds, kept apart by organisation: each has a store of its own here, so nothing can be in two. */
export interface Truth {
  /** Rows of an organisation, deleted ones included, in the order they were made. */
  rows(collection: string, tenant: string): readonly Row[];
  row(collection: string, tenant: string, id: string): Row | undefined;
  /** Finds what is not deleted, as conditions do. */
  lookup(tenant: string): Lookup;
  /** Marks in a text, and ids, that are of other organisations and were never of this one. */
  foreignMarks(text: string, tenant: string): readonly string[];
  record(changes: readonly Change[]): void;
}

/** Texts of made data tell whose they are, and so do ids. */
export const markOf = (tenant: string): string => `mark${tenant.replaceAll(/\W/g, "")}n`;
const marks = /mark[a-z]+n\d+|01900000-0000-7000-8000-[0-9a-f]{12}/g;
const marksIn = (text: string): readonly string[] => text.match(marks) ?? [];

export function createTruth(): Truth {
  const stores = new Map<string, Map<string, Map<string, Row>>>();
  const holders = new Map<string, Set<string>>();
  const table = (collection: string, tenant: string): Map<string, Row> => {
    const store = stores.get(tenant) ?? new Map<string, Map<string, Row>>();
    const rows = store.get(collection) ?? new Map<string, Row>();
    stores.set(tenant, store.set(collection, rows));
    return rows;
  };
  const row: Truth["row"] = (collection, tenant, id) => table(collection, tenant).get(id);
  return {
    rows: (collection, tenant) => [...table(collection, tenant).values()],
    row,
    lookup: (tenant) => (collection, id) => {
      const found = row(collection, tenant, id);
      return found?.deleted_at === null ? found : undefined;
    },
    foreignMarks: (text, tenant) =>
      [...new Set(marksIn(text))].filter((mark) => {
        const known = holders.get(mark);
        return known !== undefined && !known.has(tenant) && !known.has(globalTenant);
      }),
    record(changes) {
      for (const { collection, tenant, id, new: next } of changes) {
        if (next) table(collection, tenant).set(id, next);
        else table(collection, tenant).delete(id);
        if (collection.startsWith("_")) continue;
        for (const mark of marksIn(JSON.stringify(next)))
          holders.set(mark, (holders.get(mark) ?? new Set()).add(tenant));
      }
    },
  };
}
