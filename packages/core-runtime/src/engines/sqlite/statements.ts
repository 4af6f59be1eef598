import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { SqlValue } from "./codec.ts";
import type { Statement } from "./compile-plan.ts";

/** Prepared statements of one connection: those used last stay. */
export interface Statements {
  /** Rows as lists of values, in the order of the columns. */
  all(statement: Statement): SqlValue[][];
  /** Changes the database; gives the number of changed rows. */
  run(statement: Statement): number;
}

export function createStatements(database: DatabaseSync, maxKept = 500): Statements {
  const kept = new Map<string, StatementSync>();

  function prepared(sql: string): StatementSync {
    const known = kept.get(sql);
    if (known) kept.delete(sql);
    const statement = known ?? prepare(sql);
    kept.set(sql, statement);
    return statement;
  }

  function prepare(sql: string): StatementSync {
    for (const oldest of kept.keys()) {
      if (kept.size < maxKept) break;
      kept.delete(oldest);
    }
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }

  return {
    all({ sql, values }) {
      const rows: unknown = prepared(sql).all(...values);
      return rows as SqlValue[][];
    },
    run: ({ sql, values }) => Number(prepared(sql).run(...values).changes),
  };
}
