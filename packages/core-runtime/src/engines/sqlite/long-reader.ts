import type { SqlValue } from "./codec.ts";
import type { Statement } from "./compile-plan.ts";
import { type DatabaseThread, startDatabaseThread } from "./database-thread.ts";

/** Reads what takes long in a thread of its own, which is started with the first question. */
export interface LongReader extends AsyncDisposable {
  readonly all: (statement: Statement) => Promise<SqlValue[][]>;
}

export function createLongReader(file: string): LongReader {
  let starting: Promise<DatabaseThread> | undefined;

  function thread(): Promise<DatabaseThread> {
    const current = starting ?? startDatabaseThread({ file });
    starting = current;
    // What could not be started is tried again by the next question.
    current.catch(() => {
      starting = undefined;
    });
    return current;
  }

  return {
    all: async (statement) => (await thread()).ask("query", statement),
    async [Symbol.asyncDispose]() {
      await (await starting)?.[Symbol.asyncDispose]();
    },
  };
}
