import { MozaiksError } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import { withValues } from "../expression/bind.ts";
import { allOf, type Bound, isConstant } from "../expression/expr.ts";
import { readerOf, type Scope } from "../scope/scope.ts";
import type { Access } from "./access.ts";
import { findRow, idIs, notFound } from "./find-row.ts";

export interface WriteOptions {
  /** The version that the record must still have. */
  readonly version?: number | undefined;
}

/**
 * The row as it is, when this principal may read it and do this with it. `restore` asks for deleted rows, and by the rule of
 * deleting.
 * @throws MozaiksError `record.not-found`, `record.forbidden`, `record.version-conflict`.
 */
export async function rowToChange(
  access: Access,
  id: string,
  operation: "update" | "delete" | "restore",
  { version }: WriteOptions,
  scope: Scope,
): Promise<Row> {
  const deleted = operation === "restore" ? "only" : "exclude";
  const old = await findRow(access, id, access.rule("read"), scope, deleted);
  if (!old) throw notFound();
  const rule = access.rule(operation === "restore" ? "delete" : operation);
  if (!(await fulfils(access, old, rule, scope, deleted))) throw forbidden(`${operation} this record`);
  if (version === undefined || version === old.version) return old;
  throw new MozaiksError("record.version-conflict", `The record has version ${old.version}, not ${version}`, {
    members: { current_version: old.version },
  });
}

/** Whether a row fulfils a rule; what looks at other records is asked of the store. */
async function fulfils(
  { collection, tenant }: Access,
  row: Row,
  rule: Bound,
  scope: Scope,
  deleted: "exclude" | "only",
): Promise<boolean> {
  const open = withValues(rule, row);
  if (isConstant(open)) return open.value;
  const where = allOf([idIs(row.id), open]);
  return (await readerOf(scope).count({ collection: collection.name, tenant, where, deleted })) > 0;
}

export const nextVersion = (old: Row, { kernel }: Scope) => ({
  version: old.version + 1,
  updated_at: kernel.now().toISOString(),
});

export const forbidden = (what: string): MozaiksError => new MozaiksError("record.forbidden", `You may not ${what}`);
