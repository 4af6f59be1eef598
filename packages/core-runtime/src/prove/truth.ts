import type { Change } from "../data/data-engine.ts";
import type { Row } from "../data/row.ts";
import type { Lookup } from "../expression/evaluate.ts";

/** What the store holds, kept apart by organisation: each has a store of its own here, so nothing can be in two. */
export interface Truth {
  /** Rows of an organisation, deleted ones included, in the order they were made. */
  rows(collection: string, tenant: string): readonly Row[];
  row(collection: string, tenant: string, id: string): Row | undefined;
  /** Finds what is not deleted, as conditions do. */
  lookup(tenant: string): Lookup;
  /** The organisation that an id belongs to. */
  tenantOf(id: string): string | undefined;
  record(changes: readonly Change[]): void;
}

export function createTruth(): Truth {
  const stores = new Map<string, Map<string, Map<string, Row>>>();
  const owners = new Map<string, string>();
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
    tenantOf: (id) => owners.get(id),
    record(changes) {
      for (const { collection, tenant, id, new: next } of changes) {
        if (next) table(collection, tenant).set(id, next);
        else table(collection, tenant).delete(id);
        if (collection !== "users") owners.set(id, tenant);
      }
    },
  };
}
