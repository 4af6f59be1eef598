import type { DatabaseSync } from "node:sqlite";
import { documentOperations } from "./document-operations.ts";
import { logOperations } from "./log-operations.ts";
import { recordOperations } from "./record-operations.ts";
import { sessionOperations } from "./session-operations.ts";

/** Everything the database thread does, by name. A write that refuses (a conflict) changes nothing and does not throw. */
export function createOperations(database: DatabaseSync) {
  const log = logOperations(database);
  const sessions = sessionOperations(database);
  const records = recordOperations(database);
  const documents = documentOperations(database);
  return {
    reads: { ...log.reads, ...sessions.reads, ...records.reads, ...documents.reads },
    writes: { ...log.writes, ...sessions.writes, ...records.writes, ...documents.writes },
  };
}

export type Reads = ReturnType<typeof createOperations>["reads"];
export type Writes = ReturnType<typeof createOperations>["writes"];

/** One operation by name with its input, as it crosses to the database thread. */
export type Call<O> = {
  [N in keyof O]: O[N] extends (input: infer I) => unknown ? { name: N; input: I } : never;
}[keyof O];

/** To the database thread: one read, or the writes of one transaction. */
export type ThreadRequest =
  | { readonly id: number; readonly read: Call<Reads> }
  | { readonly id: number; readonly writes: readonly Call<Writes>[] }
  | { readonly id: number; readonly close: true };

/** From it: the result, or one per write in order; `opened` answers the start. */
export type ThreadReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: ThreadFailure };

export interface ThreadFailure {
  readonly message: string;
  /** SQLite's extended result code. */
  readonly errcode?: number;
}
