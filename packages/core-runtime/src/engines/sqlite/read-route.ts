import type { Statements } from "./statements.ts";

/**
 * Whether a statement is answered within microseconds, as far as SQLite's plan tells: it looks up rows by an index beyond the
 * tenant, or reads a tenant's rows in their order without leaving any out, and it sorts nothing.
 */
export function isQuick(sql: string, isFiltered: boolean, statements: Statements): boolean {
  const steps = statements
    .all({ sql: `EXPLAIN QUERY PLAN ${sql}`, values: [] })
    .map((step) => String(step[3]))
    .filter((detail) => /^(?:SCAN|SEARCH|USE)/.test(detail) && !detail.startsWith("SCAN item VIRTUAL TABLE"));
  return steps.every((detail) => {
    if (!detail.startsWith("SEARCH")) return detail === "SCAN CONSTANT ROW";
    return !isFiltered || / AND \w+=\?/.test(detail);
  });
}
