import type { DatabaseSync } from "node:sqlite";
import type { Write } from "../../data/data-engine.ts";
import type { StoredCollection } from "../../data/stored-collection.ts";
import { applyUnit, type UnitOutcome } from "./apply-unit.ts";
import { type Codec, createCodec } from "./codec.ts";
import type { Statement } from "./compile-plan.ts";
import { busyMs } from "./open-database.ts";
import { lastPosition } from "./change-table.ts";
import { ownTables, schemaOf } from "./schema.ts";
import { writeStatistics } from "./planner-statistics.ts";
import { createStatements } from "./statements.ts";
import { isOfStore, toFailure } from "./worker-failure.ts";
import type { GroupOutcome } from "./worker-messages.ts";

/** Changes forgotten in one go, so that nobody waits long. */
const pruneAtMost = 5000;

/** What the thread that writes does with its connection, one call after the other. */
export function createWriterOperations(database: DatabaseSync) {
  const statements = createStatements(database);
  const codecs = new Map<string, Codec>();
  const codecOf = (collection: string): Codec => {
    const codec = codecs.get(collection);
    if (!codec) throw new Error(`The store has no collection ${collection}`);
    return codec;
  };
  const position = () => lastPosition(statements);
  inTransaction(() => {
    for (const sql of ownTables) database.exec(sql);
  });

  /** Several processes take turns: waiting is a short sleep, because SQLite's own back-off starves who waits long. */
  function begin(): null {
    const until = performance.now() + busyMs;
    for (;;) {
      try {
        statements.run({ sql: "BEGIN IMMEDIATE", values: [] });
        return null;
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 2);
      }
    }
  }

  function rollback(): null {
    // A full disk rolls back by itself.
    if (database.isTransaction) database.exec("ROLLBACK");
    return null;
  }

  function inTransaction<T>(work: () => T): T {
    begin();
    try {
      const result = work();
      statements.run({ sql: "COMMIT", values: [] });
      return result;
    } catch (error) {
      rollback();
      throw error;
    }
  }

  const run = (sql: string) => statements.run({ sql, values: [] });

  /** A unit whole or not at all within the open transaction. */
  function applyWhole(unit: readonly Write[], at: number): UnitOutcome {
    run("SAVEPOINT unit");
    try {
      const outcome = applyUnit(unit, { statements, codecOf, at });
      if ("refusal" in outcome) run("ROLLBACK TO unit");
      run("RELEASE unit");
      return outcome;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK TO unit; RELEASE unit");
      throw error;
    }
  }

  return {
    query: (statement: Statement) => statements.all(statement),
    applyAll: ({ units, at }: { units: string; at: number }): GroupOutcome =>
      inTransaction(() => {
        const outcomes = (JSON.parse(units) as (readonly Write[])[]).map((unit) => {
          try {
            return applyWhole(unit, at);
          } catch (error) {
            // What is wrong with one unit is no matter of the others; what is wrong with the store is.
            if (isOfStore(error)) throw error;
            return { failure: toFailure(error) };
          }
        });
        return { outcomes, position: position() };
      }),
    begin,
    apply: ({ unit, at }: { unit: string; at: number }) => applyWhole(JSON.parse(unit) as readonly Write[], at),
    run(statement: Statement): null {
      statements.run(statement);
      return null;
    },
    commit() {
      const result = { position: position() };
      try {
        statements.run({ sql: "COMMIT", values: [] });
      } catch (error) {
        rollback();
        throw error;
      }
      return result;
    },
    rollback,
    ensure({ collections: text }: { collections: string }): null {
      const collections = JSON.parse(text) as readonly StoredCollection[];
      inTransaction(() => {
        for (const collection of collections) for (const sql of schemaOf(collection)) database.exec(sql);
        writeStatistics(database, collections);
      });
      for (const collection of collections) codecs.set(collection.name, createCodec(collection));
      return null;
    },
    prune({ before }: { before: number }): null {
      const young = `(SELECT position FROM "_changes" WHERE at >= ? ORDER BY position LIMIT 1)`;
      const last = `(SELECT max(position) FROM "_changes")`;
      const atMost = `(SELECT min(position) + ${pruneAtMost} FROM "_changes")`;
      const sql = `DELETE FROM "_changes" WHERE position < COALESCE(${young}, ${last}) AND position < ${atMost}`;
      inTransaction(() => statements.run({ sql, values: [before] }));
      return null;
    },
    close(): null {
      database.close();
      return null;
    },
  };
}

const isBusy = (error: unknown): boolean => ((toFailure(error).errcode ?? 0) & 0xff) === 5;
