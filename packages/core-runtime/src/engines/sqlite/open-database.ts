import { DatabaseSync } from "node:sqlite";

/** `full`: a write that was acknowledged survives a power failure. `normal`: it survives the death of the process. */
export type Durability = "full" | "normal";

/** Time another process may hold the file before a write fails. Longer than its longest transaction. */
export const busyMs = 10_000;

/** A connection that writes. Throws SQLite's own errors. */
export function openWriter(file: string, durability: Durability): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyMs, enableDoubleQuotedStringLiterals: false });
  try {
    database.exec("PRAGMA journal_mode = WAL");
    database.exec(`PRAGMA synchronous = ${durability === "full" ? "FULL" : "NORMAL"}`);
    database.exec("PRAGMA secure_delete = ON");
    database.exec("PRAGMA cache_size = -16384");
    database.exec("PRAGMA journal_size_limit = 67108864");
    // From here on whoever begins a transaction waits by itself.
    database.exec("PRAGMA busy_timeout = 0");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A connection that cannot write. */
export function openReader(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 1000, enableDoubleQuotedStringLiterals: false });
  // In KiB, taken as it is needed. SQLite's 2 MiB would have most lookups ask the operating system for pages.
  database.exec("PRAGMA cache_size = -32768");
  return database;
}
