import { MozaiksError } from "@mozaiks/contracts";
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { checkIntegrity } from "./check-integrity.ts";
import { openReader } from "./open-database.ts";

/**
 * Copies a database to a new file, all of one moment, while others read and write it. The copy is checked, and is there under
 * its name only when it is whole; it needs no other file beside it.
 * @throws MozaiksError `backup.failed` when there is no such database, something stands at `to`, or the copy is damaged.
 */
export async function backupSqlite(file: string, to: string): Promise<void> {
  if (!existsSync(file)) throw new MozaiksError("backup.failed", `There is no database ${file}`);
  if (existsSync(to)) throw new MozaiksError("backup.failed", `${to} is there already; name another file`);
  const unfinished = `${to}.unfinished`;
  try {
    await copyDatabase(file, unfinished);
    await moveInto(unfinished, to);
  } catch (error) {
    throw toBackupError(file, error);
  } finally {
    await removeDatabase(unfinished);
  }
}

/** Copies a database into one file without a log beside it, and checks it. */
export async function copyDatabase(file: string, to: string): Promise<void> {
  await removeDatabase(to);
  const source = openReader(file);
  try {
    // All pages in one step: between two, a write elsewhere would make it begin anew.
    await backup(source, to, { rate: 2 ** 31 - 1 });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    copy.exec("PRAGMA journal_mode = DELETE");
    checkIntegrity(copy, file);
  } finally {
    copy.close();
  }
}

/** Gives a finished file its name, durably. */
export async function moveInto(from: string, to: string): Promise<void> {
  await rename(from, to);
  const folder = await open(dirname(to), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) await rm(`${file}${suffix}`, { force: true });
}

export function toBackupError(file: string, error: unknown): MozaiksError {
  if (error instanceof MozaiksError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new MozaiksError("backup.failed", `${file} cannot be copied: ${why}`, { cause: error });
}
