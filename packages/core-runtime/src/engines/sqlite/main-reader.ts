import type { SqlValue } from "./codec.ts";
import type { Statement } from "./compile-plan.ts";
import type { LongReader } from "./long-reader.ts";
import { isQuick } from "./read-route.ts";
import type { Statements } from "./statements.ts";

export interface ReadQuestion {
  readonly statement: Statement;
  /** Some of the rows it looks at may not be among those it gives. */
  readonly isFiltered: boolean;
}

/** Longest time that a read may hold up the event loop before it is done by the thread from then on. */
const slowMs = 5;
const maxKnown = 1000;

/** Reads quick statements at once, on the connection of this thread, and has all others read by the thread for that. */
export function createMainReader(statements: Statements, longReader: LongReader) {
  const quick = new Map<string, boolean>();

  function isQuickHere({ statement: { sql }, isFiltered }: ReadQuestion): boolean {
    const known = quick.get(sql);
    if (known !== undefined) return known;
    if (quick.size >= maxKnown) quick.clear();
    const decided = isQuick(sql, isFiltered, statements);
    quick.set(sql, decided);
    return decided;
  }

  return {
    async read(question: ReadQuestion): Promise<readonly SqlValue[][]> {
      const { statement } = question;
      if (!isQuickHere(question)) return longReader.all(statement);
      const start = performance.now();
      const rows = statements.all(statement);
      if (performance.now() - start > slowMs) quick.set(statement.sql, false);
      return rows;
    },
    /** Forgets what it decided: indexes have changed. */
    forget: () => quick.clear(),
  };
}
