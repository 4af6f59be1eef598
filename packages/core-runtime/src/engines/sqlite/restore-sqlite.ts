import { MozaiksError } from "@mozaiks/contracts";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { copyDatabase, moveInto, removeDatabase, toBackupError } from "./backup-sqlite.ts";

export interface RestoreOptions {
  /** A backup made by {@link backupSqlite}; stays as it is. */
  readonly backup: string;
  /** The database to replace; nobody may have it open. */
  readonly file: string;
  readonly now?: () => number;
}

/**
 * Puts a backup in the place of a database, after checking it. What was there is kept as `<file>.replaced`, until the next
 * restore. The feed of changes begins anew, so that whoever followed the old one is told to read again.
 * @throws MozaiksError `backup.failed` when the backup is missing or damaged, `store.in-use` when somebody has the database open.
 */
export async function restoreSqlite({ backup, file, now = Date.now }: RestoreOptions): Promise<void> {
  if (!existsSync(backup)) throw new MozaiksError("backup.failed", `There is no backup ${backup}`);
  const unfinished = `${file}.unfinished`;
  try {
    await copyDatabase(backup, unfinished);
    beginFeedAnew(unfinished, now());
    if (existsSync(file)) {
      mergeLog(file);
      await removeDatabase(`${file}.replaced`);
      await moveInto(file, `${file}.replaced`);
    }
    await moveInto(unfinished, file);
  } catch (error) {
    throw toBackupError(backup, error);
  } finally {
    await removeDatabase(unfinished);
  }
}

/** The number of the last change becomes one that was never given out, and those before it are gone. */
function beginFeedAnew(file: string, now: number): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(`BEGIN;
      DELETE FROM "_changes" WHERE position < (SELECT max(position) FROM "_changes");
      UPDATE "_changes" SET position = max(position + 1, ${Math.trunc(now)});
      COMMIT`);
  } finally {
    database.close();
  }
}

/** Makes one file of a database, which only its sole user can. */
function mergeLog(file: string): void {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT");
  } catch (cause) {
    throw new MozaiksError("store.in-use", `The app has ${file} open: stop it first`, { cause });
  } finally {
    database.close();
  }
}
