import { MozaiksError } from "@mozaiks/contracts";
import type { ScannedRow } from "../../data/data-engine.ts";
import type { SchemaStep, StoredShape } from "../../data/schema-step.ts";
import { type StoredIndex, systemFields } from "../../data/stored-collection.ts";
import { quoted, type SqlValue, toSql } from "./codec.ts";
import type { Statement } from "./compile-plan.ts";
import { columnOf, indexName, indexOfName, indexSql, schemaOf } from "./schema.ts";
import { scanTable } from "./scan-table.ts";
import type { Statements } from "./statements.ts";

/** The writer's connection, within a transaction. */
export interface TableAccess {
  readonly all: (statement: Statement) => Promise<SqlValue[][]>;
  readonly run: (statement: Statement) => Promise<unknown>;
}

export interface AlterParts {
  readonly access: TableAccess;
  readonly inTransaction: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Does the steps that the journal of the run does not have, each in a transaction with its row in the journal. */
export async function alterTables(run: string, steps: readonly SchemaStep[], parts: AlterParts): Promise<void> {
  const { access, inTransaction } = parts;
  for (const [index, step] of steps.entries()) {
    await inTransaction(async () => {
      const values = [run, index];
      const done = await access.all({ sql: `SELECT 1 FROM "_steps" WHERE run = ? AND step = ?`, values });
      if (done.length > 0) return;
      try {
        await doStep(step, access);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new MozaiksError("migration.failed", `Step ${index + 1} cannot be done: ${why}`, {
          members: { step: index },
          cause,
        });
      }
      await access.run({ sql: `INSERT INTO "_steps" (run, step) VALUES (?, ?)`, values });
    });
  }
}

async function doStep(step: SchemaStep, access: TableAccess): Promise<void> {
  const run = async (sql: string, values: readonly SqlValue[] = []) => {
    await access.run({ sql, values });
  };
  switch (step.kind) {
    case "add-collection":
      for (const sql of schemaOf(step.collection)) await run(sql);
      return;
    case "rename-collection":
      return renameTable(step.from, step.to, access);
    case "erase-collection":
      return run(`DROP TABLE IF EXISTS ${quoted(step.collection)}`);
    case "add-field": {
      const { name, type } = step.field;
      await run(`ALTER TABLE ${quoted(step.collection)} ADD COLUMN ${columnOf(step.field)}`);
      if (step.value === null) return;
      return run(`UPDATE ${quoted(step.collection)} SET ${quoted(name)} = ?`, [toSql(step.value, type)]);
    }
    case "rename-field":
      return run(`ALTER TABLE ${quoted(step.collection)} RENAME COLUMN ${quoted(step.from)} TO ${quoted(step.to)}`);
    case "erase-field":
      return run(`ALTER TABLE ${quoted(step.collection)} DROP COLUMN ${quoted(step.field)}`);
    case "fill-field":
      return fillField(step, access);
    case "add-index":
      return run(indexSql(step.collection, step.index));
    case "drop-index":
      return run(`DROP INDEX IF EXISTS ${quoted(indexName(step.collection, step.index))}`);
  }
}

/** Indexes carry the name of their table, so they are made anew. */
async function renameTable(from: string, to: string, access: TableAccess): Promise<void> {
  const found = await access.all({
    sql: `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
    values: [from],
  });
  const indexes = found.map(([name]): StoredIndex => indexOfName(String(name)));
  for (const index of indexes) await access.run({ sql: `DROP INDEX ${quoted(indexName(from, index))}`, values: [] });
  await access.run({ sql: `ALTER TABLE ${quoted(from)} RENAME TO ${quoted(to)}`, values: [] });
  for (const index of indexes) await access.run({ sql: indexSql(to, index), values: [] });
}

const batch = 500;

async function fillField(step: Extract<SchemaStep, { kind: "fill-field" }>, access: TableAccess): Promise<void> {
  const sql = `UPDATE ${quoted(step.collection)} SET ${quoted(step.field.name)} = ? WHERE "tenant" = ? AND "id" = ?`;
  for (let after: ScannedRow | null = null; ;) {
    const rows: readonly ScannedRow[] = await scanTable(
      step.collection,
      step.from,
      { after, limit: batch },
      access.all,
    );
    for (const { tenant, id, values } of rows)
      await access.run({ sql, values: [toSql(step.toValue(values), step.field.type), tenant, id] });
    after = rows.at(-1) ?? null;
    if (rows.length < batch) return;
  }
}

/** The collections of a file with their fields. */
export function storedShape(statements: Statements): readonly StoredShape[] {
  const everywhere = new Set(["tenant", ...systemFields.map(({ name }) => name)]);
  const columns = statements.all({
    sql: `SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT IN ('_changes', '_steps') ORDER BY t.rowid, c.cid`,
    values: [],
  });
  return [...Map.groupBy(columns, ([table]) => String(table))].map(([collection, found]) => ({
    collection,
    fields: found.map(([, name]) => String(name)).filter((name) => !everywhere.has(name)),
  }));
}
