import { MozaiksError } from "@mozaiks/contracts";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentStore } from "../../ports/document-store.ts";
import type { EventStore } from "../../ports/event-store.ts";
import { startDatabaseThread } from "./database-thread.ts";
import { documentsOf } from "./documents-of.ts";
import { keyedRecords } from "./keyed-records.ts";
import { sessionIndex } from "./session-index.ts";
import { sessionLog } from "./session-log.ts";

/** The logs, and beside them, in the same file and written by the same thread, the documents. */
export interface SqliteEventStore extends EventStore {
  readonly documents: DocumentStore;
}

/**
 * The embedded store: `<folder>/mozaiks.db`, written by a thread of its own, every write on disk before it resolves.
 * One process at a time; a kill frees the file. Makes the folder (mode 0700) when it is not there.
 * @throws MozaiksError `store.in-use` when another process or store has the folder open, `store.unavailable` when the
 * file cannot be opened or was written by a newer version.
 */
export async function openSqliteEventStore({ folder }: { readonly folder: string }): Promise<SqliteEventStore> {
  await makeFolder(folder);
  const thread = await startDatabaseThread(join(folder, "mozaiks.db"));
  return {
    ...sessionLog(thread),
    ...sessionIndex(thread),
    ...keyedRecords(thread),
    documents: documentsOf(thread),
    ping: () => thread.read("ping", undefined),
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new MozaiksError("store.unavailable", `The data folder ${folder} cannot be made`, { cause });
  }
}
