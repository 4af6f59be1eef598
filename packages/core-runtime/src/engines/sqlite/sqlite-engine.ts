import { MozaiksError } from "@mozaiks/contracts";
import type { Change, DataEngine, EngineTransaction, Write, WriteOutcome } from "../../data/data-engine.ts";
import type { CountPlan, Plan } from "../../data/plan.ts";
import type { Row } from "../../data/row.ts";
import { isConstant } from "../../expression/expr.ts";
import { runWork } from "../run-work.ts";
import { alterTables, storedShape } from "./alter-tables.ts";
import type { UnitOutcome } from "./apply-unit.ts";
import { lastPosition, readFeed, toPosition } from "./change-table.ts";
import { type Codec, createCodec, type SqlValue } from "./codec.ts";
import { compileCount, compileFind, type Statement } from "./compile-plan.ts";
import { createCommitBell } from "./commit-bell.ts";
import { startDatabaseThread } from "./database-thread.ts";
import { createLongReader } from "./long-reader.ts";
import { createMainReader } from "./main-reader.ts";
import { type Durability, openReader } from "./open-database.ts";
import { scanTable } from "./scan-table.ts";
import { createStatements } from "./statements.ts";
import { toStoreError } from "./store-error.ts";
import { toFailure } from "./worker-failure.ts";
import { createWriteQueue } from "./write-queue.ts";

export interface SqliteOptions {
  /** Made when it is not there; its folder must be. */
  readonly file: string;
  /** `full` by default. */
  readonly durability?: Durability;
  readonly now?: () => number;
  readonly transactionLimitMs?: number;
  /** The largest the file may become, in pages of 4 KiB; as large as the disk allows when left out. */
  readonly maxPages?: number;
}

/** How long changes stay in the feed, and how often old ones are looked for. */
const [keptMs, pruneEveryMs] = [24 * 60 * 60 * 1000, 60_000];

/**
 * Records in one file. Several processes may open it: writers take turns. Writes of one moment share a commit; reads that an
 * index answers happen at once, longer ones in a thread of their own.
 * @throws MozaiksError `store.unavailable` when the file cannot be opened.
 */
export async function openSqliteEngine(options: SqliteOptions): Promise<DataEngine> {
  const { file, durability = "full", now = Date.now, transactionLimitMs = 5000, maxPages } = options;
  const writer = await startDatabaseThread({ file, durability, ...(maxPages !== undefined && { maxPages }) });
  const longReader = createLongReader(file);
  const database = openReader(file);
  const statements = createStatements(database);
  const codecs = new Map<string, Codec>();
  const reader = createMainReader(statements, longReader);
  const bell = createCommitBell(() => lastPosition(statements));
  const queue = createWriteQueue({ thread: writer, file, now, onCommit: (position) => bell.committed(position) });
  let isClosing = false;
  let prunedAt = 0;

  function open(): void {
    if (isClosing) throw new MozaiksError("store.unavailable", "The store is closed");
  }

  function codecOf(collection: string): Codec {
    const codec = codecs.get(collection);
    if (!codec) throw new Error(`The store has no collection ${collection}`);
    return codec;
  }

  /** Runs what happens on the connection of this thread, whose errors are SQLite's own. */
  async function here<T>(work: () => Promise<T> | T): Promise<T> {
    open();
    try {
      return await work();
    } catch (error) {
      const failure = toFailure(error);
      throw failure.errcode === undefined ? error : toStoreError(file, failure);
    }
  }

  /** Between BEGIN and COMMIT in the writer, alone; rejects and writes nothing when the work does. */
  function inTransaction<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    open();
    return queue.alone(async () => {
      await writer.ask("begin", null);
      try {
        const result = await work();
        const { position } = await writer.ask("commit", null);
        bell.committed(position);
        return result;
      } catch (error) {
        await writer.ask("rollback", null);
        throw error;
      }
    }, signal);
  }

  const transaction: EngineTransaction = {
    async find(plan) {
      const codec = codecOf(plan.collection);
      return toRows(await writer.ask("query", compileFind(plan, codec)), plan, codec);
    },
    count: async (plan) => toCount(await writer.ask("query", compileCount(plan))),
    apply: async (unit) => toOutcome(unit, await writer.ask("apply", { unit: JSON.stringify(unit), at: now() })),
  };

  function pruneNowAndThen(): void {
    if (now() - prunedAt < pruneEveryMs) return;
    prunedAt = now();
    // A feed that is too long does no harm: the next turn shortens it.
    queue.alone(() => writer.ask("prune", { before: now() - keptMs })).catch(() => {});
  }

  return {
    find: (plan) =>
      here(async () => {
        const codec = codecOf(plan.collection);
        return toRows(await reader.read(questionOf(compileFind(plan, codec), plan)), plan, codec);
      }),
    count: (plan) => here(async () => toCount(await reader.read(questionOf(compileCount(plan), plan)))),
    async apply(unit) {
      open();
      pruneNowAndThen();
      return toOutcome(unit, await queue.apply(unit));
    },
    transaction: async (work, signal) =>
      inTransaction(() => runWork(work, transaction, { limitMs: transactionLimitMs, signal }), signal),
    feed: (after, limit) => here(() => readFeed(statements, after, limit)),
    position: () => here(() => toPosition(lastPosition(statements))),
    onCommit: (listener) => bell.listen(listener),
    async ensure(collections) {
      open();
      await queue.alone(() => writer.ask("ensure", { collections: JSON.stringify(collections) }));
      for (const collection of collections) codecs.set(collection.name, createCodec(collection));
      reader.forget();
    },
    async alter(run, steps, unit) {
      const access = {
        all: (statement: Statement) => writer.ask("query", statement),
        run: (statement: Statement) => writer.ask("run", statement),
      };
      await alterTables(run, steps, { access, inTransaction });
      reader.forget();
      return inTransaction(async () => {
        const outcome = toOutcome(unit, await writer.ask("apply", { unit: JSON.stringify(unit), at: now() }));
        if ("changes" in outcome) await access.run({ sql: `DELETE FROM "_steps" WHERE run = ?`, values: [run] });
        return outcome;
      });
    },
    scan: async (collection, fields, page) => {
      open();
      return scanTable(collection, fields, page, longReader.all);
    },
    shape: () => here(() => storedShape(statements)),
    async [Symbol.asyncDispose]() {
      if (isClosing) return;
      isClosing = true;
      bell.stop();
      await queue.drained();
      await longReader[Symbol.asyncDispose]();
      database.close();
      // The last connection to close merges the log into the file.
      await writer[Symbol.asyncDispose]();
    },
  };
}

const questionOf = (statement: Statement, plan: Plan | CountPlan) => ({
  statement,
  isFiltered: !("limit" in plan) || !isConstant(plan.where),
});

function toRows(found: readonly SqlValue[][], { limit }: Plan, codec: Codec): readonly Row[] {
  return (found.length > limit ? found.slice(0, limit) : found).map(codec.toRow);
}

const toCount = (rows: readonly (readonly unknown[])[]): number => Number(rows[0]?.[0] ?? 0);

function toOutcome(unit: readonly Write[], outcome: UnitOutcome): WriteOutcome {
  if ("refusal" in outcome) return outcome;
  const rowWrites = unit.filter((write) => write.kind !== "require");
  return {
    changes: rowWrites.map((write, index): Change => {
      const { tenant, id } = write.kind === "remove" ? write : write.row;
      const next = write.kind === "remove" ? null : write.row;
      return { collection: write.collection, tenant, id, old: outcome.olds[index] ?? null, new: next };
    }),
  };
}
