import type { Write, WriteRefusal } from "../../data/data-engine.ts";
import type { Row } from "../../data/row.ts";
import { withValues } from "../../expression/bind.ts";
import { always, type Bound, isConstant } from "../../expression/expr.ts";
import { type Codec, quoted, type SqlValue } from "./codec.ts";
import { compileCondition, type Draft, ofTenant, rowsOf } from "./compile-condition.ts";
import type { Statements } from "./statements.ts";

/** What units are written with, inside a transaction. */
export interface UnitWriter {
  readonly statements: Statements;
  readonly codecOf: (collection: string) => Codec;
  /** When the changes happen, in ms since 1970. */
  readonly at: number;
}

/** For each write that changed a row the row as it was before. */
export type UnitOutcome = { readonly olds: readonly (Row | null)[] } | { readonly refusal: WriteRefusal };

/** Applies a unit up to its end or its first refusal; whoever calls takes back what was written before that. */
export function applyUnit(unit: readonly Write[], writer: UnitWriter): UnitOutcome {
  const olds: (Row | null)[] = [];
  for (const [index, write] of unit.entries()) {
    if (write.kind === "require") {
      if (!fulfils(write, writer)) return { refusal: { index, reason: "missing" } };
      continue;
    }
    const old = write.kind === "insert" ? null : storedRow(write, writer);
    if (old === undefined || (write.kind === "insert" && !isAllowed(write, writer)))
      return { refusal: { index, reason: "stale" } };
    try {
      writeRow(write, writer);
    } catch (error) {
      const refusal = write.kind === "remove" ? undefined : collisionOf(write, error, writer);
      if (!refusal) throw error;
      return { refusal: { index, ...refusal } };
    }
    noteChange(write, old, writer);
    olds.push(old);
  }
  return { olds };
}

type RowWrite = Exclude<Write, { kind: "require" }>;

const placeOf = (write: RowWrite): { tenant: string; id: string } =>
  write.kind === "remove" ? write : { tenant: write.row.tenant, id: write.row.id };

function fulfils(write: Extract<Write, { kind: "require" }>, { statements }: UnitWriter): boolean {
  const draft: Draft = { tenant: write.tenant, values: [] };
  const rows = rowsOf(write.collection, "r", draft);
  draft.values.push(write.id);
  const where = compileCondition(write.where, "r", draft);
  const sql = `SELECT 1 FROM ${rows} AND r."id" = ? AND r."deleted_at" IS NULL AND ${where}`;
  return statements.all({ sql, values: draft.values }).length > 0;
}

/** The row that an update or removal is meant for; undefined when its version or guard does not fit. */
function storedRow(
  write: Extract<Write, { kind: "update" | "remove" }>,
  { statements, codecOf }: UnitWriter,
): Row | undefined {
  const codec = codecOf(write.collection);
  const { tenant, id } = placeOf(write);
  const draft: Draft = { tenant, values: [] };
  const rows = rowsOf(write.collection, "r", draft);
  draft.values.push(id, write.ifVersion);
  const guard = compileCondition(write.guard, "r", draft);
  const sql = `SELECT ${codec.selected} FROM ${rows} AND r."id" = ? AND r."version" = ? AND ${guard}`;
  const [found] = statements.all({ sql, values: draft.values });
  return found && codec.toRow(found);
}

/** Whether a new row fulfils its guard, which may look at other records. */
function isAllowed({ guard, row }: Extract<Write, { kind: "insert" }>, { statements }: UnitWriter): boolean {
  const open: Bound = isConstant(guard) ? guard : withValues(guard, row);
  if (isConstant(open)) return open.value;
  const draft: Draft = { tenant: row.tenant, values: [] };
  return (
    statements.all({ sql: `SELECT 1 WHERE ${compileCondition(open, "r", draft)}`, values: draft.values }).length > 0
  );
}

function writeRow(write: RowWrite, { statements, codecOf }: UnitWriter): void {
  const table = quoted(write.collection);
  const codec = codecOf(write.collection);
  if (write.kind === "insert") {
    const names = codec.columns.map(({ name }) => quoted(name)).join(", ");
    const places = codec.columns.map(() => "?").join(", ");
    statements.run({ sql: `INSERT INTO ${table} (${names}) VALUES (${places})`, values: codec.toValues(write.row) });
    return;
  }
  const { tenant, id } = placeOf(write);
  const values: SqlValue[] = write.kind === "update" ? codec.toValues(write.row).slice(2) : [];
  const draft: Draft = { tenant, values };
  const where = `${ofTenant("r", draft)} AND r."id" = ?`;
  values.push(id);
  const sets = codec.columns.slice(2).map(({ name }) => `${quoted(name)} = ?`);
  const verb = write.kind === "update" ? `UPDATE ${table} AS r SET ${sets.join(", ")}` : `DELETE FROM ${table} AS r`;
  statements.run({ sql: `${verb} WHERE ${where}`, values });
}

// sqlite.org/rescode.html
const [primaryKeyTaken, uniqueTaken] = [1555, 2067];

/** Which rule of uniqueness a failed write has broken, in the order of the collection's indexes. */
function collisionOf(
  { kind, collection, row }: Extract<Write, { kind: "insert" | "update" }>,
  error: unknown,
  { statements, codecOf }: UnitWriter,
): { reason: "stale" } | { reason: "unique"; fields: readonly string[] } | undefined {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  if (code !== primaryKeyTaken && code !== uniqueTaken) return undefined;
  const isThere = (equal: readonly string[], isOther: boolean): boolean => {
    const draft: Draft = { tenant: row.tenant, values: [] };
    const rows = rowsOf(collection, "r", draft);
    const where = equalTo(row, equal, codecOf(collection), draft);
    const other = isOther ? `AND r."deleted_at" IS NULL AND r."id" <> ?` : "";
    if (isOther) draft.values.push(row.id);
    return (
      statements.all({ sql: `SELECT 1 FROM ${rows} AND ${where} ${other} LIMIT 1`, values: draft.values }).length > 0
    );
  };
  if (kind === "insert" && isThere(["id"], false)) return { reason: "stale" };
  const taken = codecOf(collection).collection.indexes.find(
    ({ unique, fields }) => unique && fields.every((field) => (row[field] ?? null) !== null) && isThere(fields, true),
  );
  return taken && { reason: "unique", fields: taken.fields };
}

function equalTo(row: Row, fields: readonly string[], { columns }: Codec, draft: Draft): string {
  const tests = columns
    .filter(({ name }) => fields.includes(name))
    .map(({ name, type }): Bound => {
      const value = row[name] ?? null;
      if (typeof value === "object" && value !== null) return always;
      const left = { kind: "field", name, type } as const;
      return { op: "compare", how: "eq", left, right: { kind: "literal", value }, type };
    });
  return compileCondition({ op: "and", of: tests }, "r", draft);
}

function noteChange(write: RowWrite, old: Row | null, { statements, at }: UnitWriter): void {
  const { tenant, id } = placeOf(write);
  const images = [old, write.kind === "remove" ? null : write.row].map((row) => row && JSON.stringify(row));
  statements.run({
    sql: `INSERT INTO "_changes" (at, collection, tenant, id, old, new) VALUES (?, ?, ?, ?, ?, ?)`,
    values: [at, write.collection, tenant, id, ...images],
  });
}
