import { DatabaseSync } from "node:sqlite";
import { migrations } from "./schema.ts";

/**
 * Opens the file for this process alone: the exclusive lock is the operating system's, so a kill frees it.
 * Throws SQLite's own errors (`errcode` 5: another process holds the lock).
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // The lock must be asked for before the first access, or WAL mode opens its shared-memory file.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA secure_delete = ON");
    database.exec("PRAGMA journal_size_limit = 67108864");
    database.exec("BEGIN IMMEDIATE");
    migrate(database);
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > migrations.length) {
    throw new Error(
      `it was written by a newer version of Mozaiks (format ${version}, this one knows ${migrations.length})`,
    );
  }
  for (const step of migrations.slice(version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${migrations.length}`);
}
