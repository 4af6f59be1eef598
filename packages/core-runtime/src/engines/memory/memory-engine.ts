import { MozaiksError } from "@mozaiks/contracts";
import type { Change, DataEngine, EngineTransaction, FeedEntry, Write, WriteOutcome } from "../../data/data-engine.ts";
import type { CountPlan, Plan } from "../../data/plan.ts";
import type { Row } from "../../data/row.ts";
import { indexKey, type StoredCollection, systemFields } from "../../data/stored-collection.ts";
import { evaluate } from "../../expression/evaluate.ts";
import type { Scalar } from "../../expression/expr.ts";
import { orderValues } from "../../expression/order-values.ts";
import { runWork } from "../run-work.ts";
import { alterState } from "./alter-state.ts";

type Table = ReadonlyMap<string, Row>;
type State = ReadonlyMap<string, Table>;

const keyOf = (tenant: string, id: string): string => `${tenant}\n${id}`;

/**
 * Keeps rows in memory and answers by {@link evaluate}: what every other engine is compared with. Nothing survives its end.
 */
export function createMemoryEngine({ transactionLimitMs = 5000 } = {}): DataEngine {
  let state: State = new Map();
  /** What is there; `readable` are the fields of it that are asked for. */
  let definitions: ReadonlyMap<string, StoredCollection> = new Map();
  let readable: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  const journal = new Set<string>();
  let isClosed = false;
  const feed: FeedEntry[] = [];
  const listeners = new Set<() => void>();
  let queue: Promise<unknown> = Promise.resolve();

  function commit(next: State, changes: readonly Change[]): void {
    state = next;
    for (const change of changes) feed.push({ ...change, position: positionOf(feed.length + 1) });
    if (changes.length > 0) for (const listener of listeners) listener();
  }

  async function whileOpen<T>(work: () => T): Promise<T> {
    if (isClosed) throw new MozaiksError("store.unavailable", "The store is closed");
    return work();
  }

  /** One writer at a time. */
  async function alone<T>(work: () => Promise<T> | T): Promise<T> {
    if (isClosed) throw new MozaiksError("store.unavailable", "The store is closed");
    const result = queue.then(work);
    queue = result.catch(() => {});
    return result;
  }

  function visible(rows: readonly Row[], collection: string): readonly Row[] {
    const names = readable.get(collection);
    return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => names?.has(name))) as Row);
  }

  return {
    find: (plan) => whileOpen(() => visible(find(state, plan), plan.collection)),
    count: (plan) => whileOpen(() => count(state, plan)),
    apply: (unit) =>
      alone(() => {
        const { next, outcome } = applyUnit(state, unit, definitions);
        if ("changes" in outcome) commit(next, outcome.changes);
        return outcome;
      }),
    transaction: (work, signal) =>
      alone(async () => {
        let draft = state;
        const changes: Change[] = [];
        const transaction: EngineTransaction = {
          find: async (plan) => visible(find(draft, plan), plan.collection),
          count: async (plan) => count(draft, plan),
          async apply(unit) {
            const { next, outcome } = applyUnit(draft, unit, definitions);
            if ("changes" in outcome) {
              draft = next;
              changes.push(...outcome.changes);
            }
            return outcome;
          },
        };
        const result = await runWork(work, transaction, { limitMs: transactionLimitMs, signal });
        commit(draft, changes);
        return result;
      }),
    feed: async (after, limit) =>
      after > positionOf(feed.length) ? undefined : feed.filter(({ position }) => position > after).slice(0, limit),
    position: () => whileOpen(() => positionOf(feed.length)),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ensure(collections) {
      definitions = new Map([
        ...definitions,
        ...collections.map((one) => [one.name, ensured(one, definitions)] as const),
      ]);
      readable = new Map([...readable, ...collections.map((one) => [one.name, namesIn(one)] as const)]);
    },
    alter: (run, steps, unit) =>
      alone(() => {
        const keys = steps.map((_step, index) => `${run}\n${index}`);
        for (const [index, step] of steps.entries()) {
          const key = keys[index] ?? "";
          if (journal.has(key)) continue;
          try {
            ({ rows: state, definitions } = alterState({ rows: state, definitions }, step));
          } catch (cause) {
            throw stepFailed(index, cause);
          }
          journal.add(key);
        }
        const { next, outcome } = applyUnit(state, unit, definitions);
        if ("changes" in outcome) {
          commit(next, outcome.changes);
          for (const key of keys) journal.delete(key);
        }
        return outcome;
      }),
    shape: async () =>
      [...definitions.values()].map(({ name, fields }) => ({
        collection: name,
        fields: fields.map((field) => field.name),
      })),
    scan: async (collection, fields, { after, limit }) =>
      [...(state.get(collection)?.entries() ?? [])]
        .toSorted(([left], [right]) => orderValues(left, right, { kind: "text" }))
        .filter(([key]) => after === null || orderValues(key, keyOf(after.tenant, after.id), { kind: "text" }) > 0)
        .slice(0, limit)
        .map(([, row]) => ({
          tenant: row.tenant,
          id: row.id,
          isDeleted: row.deleted_at !== null,
          values: fields.map(({ name }) => row[name] ?? null),
        })),
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await queue;
    },
  };
}

function namesIn({ fields }: StoredCollection): ReadonlySet<string> {
  return new Set(["tenant", ...systemFields.map(({ name }) => name), ...fields.map(({ name }) => name)]);
}

/** A collection that is there keeps its fields and gets the indexes it has not. */
function ensured(wanted: StoredCollection, known: ReadonlyMap<string, StoredCollection>): StoredCollection {
  const there = known.get(wanted.name);
  if (!there) return wanted;
  const has = new Set(there.indexes.map(indexKey));
  return { ...there, indexes: [...there.indexes, ...wanted.indexes.filter((index) => !has.has(indexKey(index)))] };
}

function stepFailed(index: number, cause: unknown): MozaiksError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new MozaiksError("migration.failed", `Step ${index + 1} cannot be done: ${why}`, {
    members: { step: index },
    cause,
  });
}

const positionOf = (count: number): string => String(count).padStart(16, "0");

function find(state: State, plan: Plan): readonly Row[] {
  const { after } = plan;
  return matching(state, plan)
    .filter((row) => !after || orderKeys(row, after, plan) > 0)
    .toSorted((left, right) =>
      orderKeys(
        left,
        plan.sort.map(({ field }) => scalar(right[field.name])),
        plan,
      ),
    )
    .slice(0, plan.limit);
}

const count = (state: State, plan: CountPlan): number => matching(state, plan).length;

function matching(state: State, { collection, tenant, where, deleted }: CountPlan): Row[] {
  const lookup = lookupIn(state, tenant);
  return [...(state.get(collection)?.values() ?? [])].filter(
    (row) =>
      row.tenant === tenant &&
      (deleted === "include" || (row.deleted_at !== null) === (deleted === "only")) &&
      evaluate(where, row, lookup),
  );
}

const lookupIn = (state: State, tenant: string) => (collection: string, id: string) => {
  const row = state.get(collection)?.get(keyOf(tenant, id));
  return row?.deleted_at === null ? row : undefined;
};

function orderKeys(row: Row, values: readonly Scalar[], { sort }: Plan): number {
  for (const [index, { field, descending }] of sort.entries()) {
    const order = orderValues(scalar(row[field.name]), values[index] ?? null, field.type);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

const scalar = (value: unknown): Scalar => (value ?? null) as Scalar;

function applyUnit(
  state: State,
  unit: readonly Write[],
  definitions: ReadonlyMap<string, StoredCollection>,
): { next: State; outcome: WriteOutcome } {
  const next = new Map(state);
  const changes: Change[] = [];
  for (const [index, write] of unit.entries()) {
    const refuse = (reason: "stale" | "missing") => ({ next: state, outcome: { refusal: { index, reason } } });
    const [tenant, id] =
      write.kind === "insert" || write.kind === "update" ? [write.row.tenant, write.row.id] : [write.tenant, write.id];
    const table = new Map(next.get(write.collection));
    const old = table.get(keyOf(tenant, id));
    const lookup = lookupIn(next, tenant);
    if (write.kind === "require") {
      if (!old || old.deleted_at !== null || !evaluate(write.where, old, lookup)) return refuse("missing");
      continue;
    }
    if (write.kind === "insert") {
      if (old || !evaluate(write.guard, write.row, lookup)) return refuse("stale");
    } else if (!old || old.version !== write.ifVersion || !evaluate(write.guard, old, lookup)) return refuse("stale");
    if (write.kind === "remove") table.delete(keyOf(tenant, id));
    else {
      const taken = definitions
        .get(write.collection)
        ?.indexes.find((one) => one.unique && collides(table, write.row, one.fields));
      if (taken) return { next: state, outcome: { refusal: { index, reason: "unique", fields: taken.fields } } };
      table.set(keyOf(tenant, id), write.row);
    }
    next.set(write.collection, table);
    changes.push({
      collection: write.collection,
      tenant,
      id,
      old: old ?? null,
      new: write.kind === "remove" ? null : write.row,
    });
  }
  return { next, outcome: { changes } };
}

function collides(table: Table, row: Row, fields: readonly string[]): boolean {
  if (row.deleted_at !== null || fields.some((field) => (row[field] ?? null) === null)) return false;
  return [...table.values()].some(
    (other) =>
      other.id !== row.id &&
      other.tenant === row.tenant &&
      other.deleted_at === null &&
      fields.every((field) => other[field] === row[field]),
  );
}
