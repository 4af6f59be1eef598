import type { ScannedRow } from "../../data/data-engine.ts";
import type { StoredField } from "../../data/stored-collection.ts";
import { fromSql, quoted, type SqlValue, toSelected } from "./codec.ts";
import type { Statement } from "./compile-plan.ts";

export interface ScanPage {
  readonly after: Pick<ScannedRow, "tenant" | "id"> | null;
  readonly limit: number;
}

/** Fields of the rows of all tenants: only migrations look past the tenant. */
export async function scanTable(
  collection: string,
  fields: readonly StoredField[],
  { after, limit }: ScanPage,
  all: (statement: Statement) => Promise<SqlValue[][]>,
): Promise<readonly ScannedRow[]> {
  const selected = [`r."tenant"`, `r."id"`, `r."deleted_at"`, ...fields.map((field) => toSelected(field))];
  const rows = await all({
    sql: `SELECT ${selected.join(", ")} FROM ${quoted(collection)} AS r WHERE (r."tenant", r."id") > (?, ?) ORDER BY r."tenant", r."id" LIMIT ?`,
    values: [after?.tenant ?? "", after?.id ?? "", limit],
  });
  return rows.map(([tenant, id, deletedAt, ...values]) => ({
    tenant: String(tenant),
    id: String(id),
    isDeleted: deletedAt !== null,
    values: fields.map(({ type }, index) => fromSql(values[index] ?? null, type)),
  }));
}
