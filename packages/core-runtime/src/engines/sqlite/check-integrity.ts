import { MozaiksError } from "@mozaiks/contracts";
import type { DatabaseSync } from "node:sqlite";

/** Looks at every page and index. @throws MozaiksError `backup.failed` for a damaged file, and for one that no app has written. */
export function checkIntegrity(database: DatabaseSync, name: string): void {
  const found = database
    .prepare("PRAGMA integrity_check(5)")
    .all()
    .map((row) => String(row["integrity_check"]));
  if (found[0] !== "ok") throw new MozaiksError("backup.failed", `${name} is damaged: ${found.join("; ")}`);
  const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_changes'").all();
  if (tables.length === 0) throw new MozaiksError("backup.failed", `${name} is no database of an app`);
}
