import type { DataEngine, EngineTransaction, Write } from "../data/data-engine.ts";
import type { Plan } from "../data/plan.ts";
import type { Row } from "../data/row.ts";
import type { StoredCollection } from "../data/stored-collection.ts";
import type { Scalar } from "../expression/expr.ts";
import { orderValues } from "../expression/order-values.ts";

/** Where an engine could have forgotten the tenant. */
export type TenantPredicate = "find" | "count" | "require" | "unique" | "feed";

export interface Leak {
  readonly collection: StoredCollection;
  readonly predicate: TenantPredicate;
  /** Every organisation there is. */
  readonly tenants: readonly string[];
}

type Reads = Pick<EngineTransaction, "find" | "count" | "apply">;

/**
 * The same engine with one tenant predicate left out: what an engine would do whose statement forgot it. Made of the questions
 * of all tenants, so that it works with every engine. Only the prover has it.
 */
export function leakyEngine(engine: DataEngine, leak: Leak): DataEngine {
  return {
    ...engine,
    ...leaky(engine, leak),
    async feed(after, limit) {
      const entries = await engine.feed(after, limit);
      const isMeant = (name: string) => leak.predicate === "feed" && name === leak.collection.name;
      return entries?.flatMap((entry) =>
        isMeant(entry.collection) ? leak.tenants.map((tenant) => ({ ...entry, tenant })) : [entry],
      );
    },
    transaction: (work, signal) =>
      engine.transaction((transaction) => work({ ...transaction, ...leaky(transaction, leak) }), signal),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

function leaky(reads: Reads, { collection, predicate, tenants }: Leak): Reads {
  const { name } = collection;
  return {
    async find(plan) {
      if (predicate !== "find" || plan.collection !== name) return reads.find(plan);
      const found = await Promise.all(tenants.map((tenant) => reads.find({ ...plan, tenant })));
      return found
        .flat()
        .toSorted((left, right) => order(left, right, plan))
        .slice(0, plan.limit);
    },
    async count(plan) {
      if (predicate !== "count" || plan.collection !== name) return reads.count(plan);
      const counts = await Promise.all(tenants.map((tenant) => reads.count({ ...plan, tenant })));
      return counts.reduce((sum, one) => sum + one, 0);
    },
    async apply(unit) {
      if (predicate === "require") return reads.apply(await Promise.all(unit.map((write) => anywhere(write, reads))));
      const index = predicate === "unique" ? await firstTaken(unit, reads) : undefined;
      return index ?? reads.apply(unit);
    },
  };

  /** The requirement in the tenant where it is fulfilled. */
  async function anywhere(write: Write, from: Reads): Promise<Write> {
    if (write.kind !== "require" || write.collection !== name) return write;
    for (const tenant of tenants)
      if ("changes" in (await from.apply([{ ...write, tenant }]))) return { ...write, tenant };
    return write;
  }

  async function firstTaken(unit: readonly Write[], from: Reads) {
    for (const [index, write] of unit.entries()) {
      if (write.collection !== name || (write.kind !== "insert" && write.kind !== "update")) continue;
      for (const { fields } of collection.indexes.filter(({ unique }) => unique))
        for (const tenant of tenants)
          if (tenant !== write.row.tenant && (await isTaken(write.row, fields, tenant, from)))
            return { refusal: { index, reason: "unique", fields } } as const;
    }
    return undefined;
  }

  async function isTaken(row: Row, fields: readonly string[], tenant: string, from: Reads): Promise<boolean> {
    if (fields.some((field) => (row[field] ?? null) === null)) return false;
    const rows = await from.find({
      collection: name,
      tenant,
      where: { op: "constant", value: true },
      deleted: "exclude",
      sort: [],
      limit: 10_000,
    });
    return rows.some((other) => fields.every((field) => other[field] === row[field]));
  }
}

function order(left: Row, right: Row, { sort }: Plan): number {
  for (const { field, descending } of sort) {
    const compared = orderValues(
      (left[field.name] ?? null) as Scalar,
      (right[field.name] ?? null) as Scalar,
      field.type,
    );
    if (compared !== 0) return descending ? -compared : compared;
  }
  return 0;
}
