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

/**
 * A read that holds up the event loop this long, this often in a row, is done by the thread from then on. Once is no sign: any
 * read is slow while another process has the processor.
 */
const [slowMs, slowTimes] = [5, 3];
const maxKnown = 1000;

/** Reads quick statements at once, on the connection of this thread, and has all others read by the thread for that. */
export function createMainReader(statements: Statements, longReader: LongReader) {
  const quick = new Map<string, boolean>();
  const slow = new Map<string, number>();

  function isQuickHere({ statement: { sql }, isFiltered }: ReadQuestion): boolean {
    const known = quick.get(sql);
    if (known !== undefined) return known;
    if (quick.size >= maxKnown) forget();
    const decided = isQuick(sql, isFiltered, statements);
    quick.set(sql, decided);
    return decided;
  }

  /** Forgets what was decided. */
  function forget(): void {
    quick.clear();
    slow.clear();
  }

  function countSlow(sql: string): void {
    const times = (slow.get(sql) ?? 0) + 1;
    slow.set(sql, times);
    if (times >= slowTimes) quick.set(sql, false);
  }

  return {
    async read(question: ReadQuestion): Promise<readonly SqlValue[][]> {
      const { statement } = question;
      if (!isQuickHere(question)) return longReader.all(statement);
      const start = performance.now();
      const rows = statements.all(statement);
      if (performance.now() - start > slowMs) countSlow(statement.sql);
      else slow.delete(statement.sql);
      return rows;
    },
    /** For when indexes have changed. */
    forget,
  };
}
