import type { Json } from "@mozaiks/contracts";
import type { Bound } from "../expression/expr.ts";
import type { CountPlan, Plan } from "./plan.ts";
import type { Row } from "./row.ts";
import type { SchemaStep, StoredShape } from "./schema-step.ts";
import type { StoredCollection, StoredField } from "./stored-collection.ts";

/** One step of a unit that is written whole or not at all. Rows are complete. */
export type Write =
  | { readonly kind: "insert"; readonly collection: string; readonly row: Row; readonly guard: Bound }
  | {
      readonly kind: "update";
      readonly collection: string;
      readonly row: Row;
      /** The version the stored row must have: the row was derived from it. */
      readonly ifVersion: number;
      /** What the stored row must fulfil; part of the statement. */
      readonly guard: Bound;
    }
  | {
      readonly kind: "remove";
      readonly collection: string;
      readonly tenant: string;
      readonly id: string;
      readonly ifVersion: number;
      readonly guard: Bound;
    }
  /** Writes nothing: a record must be there, not deleted, and fulfil a condition. */
  | {
      readonly kind: "require";
      readonly collection: string;
      readonly tenant: string;
      readonly id: string;
      readonly where: Bound;
    };

/** One record before and after: what subscriptions, hooks and the feed see. */
export interface Change {
  readonly collection: string;
  readonly tenant: string;
  readonly id: string;
  readonly old: Row | null;
  readonly new: Row | null;
}

/** A change with its place in the order of commits. Positions are opaque and sort as text. */
export interface FeedEntry extends Change {
  readonly position: string;
}

/** Why a unit was not written. `index` is the step; nothing of the unit is stored. */
export type WriteRefusal =
  /** No row with that id, version and guard. */
  | { readonly index: number; readonly reason: "stale" }
  /** Another row of the tenant has the values of these fields. */
  | { readonly index: number; readonly reason: "unique"; readonly fields: readonly string[] }
  /** What a `require` asks for is not there. */
  | { readonly index: number; readonly reason: "missing" };

export type WriteOutcome = { readonly changes: readonly Change[] } | { readonly refusal: WriteRefusal };

/** A row as {@link DataEngine.scan} tells of it. */
export interface ScannedRow {
  readonly tenant: string;
  readonly id: string;
  readonly isDeleted: boolean;
  /** In the order of the fields that were asked for, in wire form. */
  readonly values: readonly Json[];
}

export interface DataReader {
  /** Rows in the plan's order, at most `limit`. */
  find(plan: Plan): Promise<readonly Row[]>;
  count(plan: CountPlan): Promise<number>;
}

/** What a transaction's work sees: its own writes and a state that nobody changes meanwhile. */
export interface EngineTransaction extends DataReader {
  /** Applies a unit inside the transaction; a refusal leaves what was written before it. */
  apply(unit: readonly Write[]): Promise<WriteOutcome>;
}

/**
 * Stores rows. It knows nothing of users and rules; every question and write names its tenant, which the engine makes part of
 * the statement in one place. All methods reject with `store.unavailable` when the store fails (full disk, lost connection),
 * and work again once it is back.
 */
export interface DataEngine extends DataReader, AsyncDisposable {
  /** Writes a unit and its feed entries whole or not at all, durably; `changes` has one per row written, in order. */
  apply(unit: readonly Write[]): Promise<WriteOutcome>;
  /**
   * Runs work that reads and writes as if alone. Commits when it resolves, writes nothing when it rejects. Work may be run again
   * (at most 3 times) when another commit came first; it ends with `transaction.failed` after `signal` or 5 s. Work must write
   * through the transaction alone: a write past it would wait for its end.
   */
  transaction<T>(work: (transaction: EngineTransaction) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Feed entries after a position, in the order of commits; `undefined` when the position is older than what is kept (24 h). */
  feed(after: string, limit: number): Promise<readonly FeedEntry[] | undefined>;
  /** The position of the last commit. */
  position(): Promise<string>;
  /** Calls back after commits, of other processes too within a second; a hint, read the feed. Returns how to stop. */
  onCommit(listener: () => void): () => void;
  /** Makes tables and indexes for collections that have none, and new indexes. Anything else is a migration's. */
  ensure(collections: readonly StoredCollection[]): Promise<void>;
  /**
   * Changes the shape of what is stored, for a migration. Each step is kept in a journal together with what it does: called again
   * with the same `run` after an interruption, steps that are done are not done twice. At the end `unit` (the note that the
   * migration is done) is written and the journal of the run forgotten, in one. Changes of shape are in no feed. Call `ensure`
   * with the new collections afterwards, before their records are read or written.
   * @throws MozaiksError `migration.failed` when a step cannot be done, its index in `members.step`; the steps before it stay.
   */
  alter(run: string, steps: readonly SchemaStep[], unit: readonly Write[]): Promise<WriteOutcome>;
  /** The collections that are really there, by name, what is put aside and the kernel's own included. */
  shape(): Promise<readonly StoredShape[]>;
  /**
   * Fields of rows of all tenants, deleted ones too, by tenant and id: for migrations alone, which look before they change
   * anything. Names may be those of what is put aside.
   */
  scan(
    collection: string,
    fields: readonly StoredField[],
    page: { readonly after: Pick<ScannedRow, "tenant" | "id"> | null; readonly limit: number },
  ): Promise<readonly ScannedRow[]>;
}
