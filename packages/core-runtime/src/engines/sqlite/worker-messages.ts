import type { SqlValue } from "./codec.ts";
import type { UnitOutcome } from "./apply-unit.ts";
import type { Statement } from "./compile-plan.ts";
import type { Durability } from "./open-database.ts";

export interface WorkerData {
  readonly file: string;
  /** A thread that only reads has none. */
  readonly durability?: Durability;
  readonly maxPages?: number;
}

/** What a thread can be asked, and what it answers. */
export interface WorkerOperations {
  /** Rows of a reading statement, inside the transaction when one is open. */
  query: { input: Statement; output: SqlValue[][] };
  /** Units as JSON, each whole or not at all, in one commit. */
  applyAll: { input: { units: string; at: number }; output: GroupOutcome };
  begin: { input: null; output: null };
  /** A unit as JSON inside the open transaction; a refusal takes back the unit alone. */
  apply: { input: { unit: string; at: number }; output: UnitOutcome };
  /** Changes the database inside the open transaction. */
  run: { input: Statement; output: null };
  commit: { input: null; output: { position: number } };
  rollback: { input: null; output: null };
  /** Makes what is missing, and lets units name these collections, which come as JSON. */
  ensure: { input: { collections: string }; output: null };
  /** Forgets changes before a time, the last one excepted. */
  prune: { input: { before: number }; output: null };
  close: { input: null; output: null };
}

export type WorkerOperation = keyof WorkerOperations;

export interface GroupOutcome {
  /** The last change's, after the commit. */
  readonly position: number;
  readonly outcomes: readonly (UnitOutcome | { readonly failure: WorkerFailure })[];
}

export type WorkerRequest = {
  [Name in WorkerOperation]: {
    readonly id: number;
    readonly name: Name;
    readonly input: WorkerOperations[Name]["input"];
  };
}[WorkerOperation];

export interface WorkerFailure {
  readonly message: string;
  /** SQLite's extended result code. */
  readonly errcode?: number;
}

export type WorkerReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: WorkerFailure };
