import { MozaiksError } from "@mozaiks/contracts";
import type { StoredCollection } from "../data/stored-collection.ts";
import type { DataEngine, Write } from "../data/data-engine.ts";
import { globalTenant, type Row } from "../data/row.ts";
import { always } from "../expression/expr.ts";

/** One row that is written to know that rows can be. */
export const probeCollection: StoredCollection = { name: "_probes", fields: [], indexes: [] };

const id = "00000000-0000-7000-8000-000000000000";
/** Whoever asks often is told what was found out last: a probe is a write. */
const keptMs = 5000;

export interface ReadinessParts {
  readonly engine: DataEngine;
  readonly now: () => Date;
  readonly isClosing: () => boolean;
}

/**
 * Whether requests can be answered now: the store takes writes, and the app is not being stopped.
 * @throws MozaiksError `server.closing`, `store.unavailable`.
 */
export function createReadiness({ engine, now, isClosing }: ReadinessParts): () => Promise<void> {
  let last: { readonly atMs: number; readonly result: Promise<void> } | undefined;
  return async () => {
    if (isClosing()) throw new MozaiksError("server.closing");
    const atMs = now().getTime();
    if (!last || atMs - last.atMs >= keptMs || atMs < last.atMs) last = { atMs, result: probe(engine, now) };
    await last.result;
  };
}

/** When another process writes the row at the same time, its write is as good. */
async function probe(engine: DataEngine, now: () => Date): Promise<void> {
  const collection = probeCollection.name;
  const plan = { collection, tenant: globalTenant, where: always, deleted: "include", sort: [], limit: 1 } as const;
  const [old] = await engine.find(plan);
  const at = now().toISOString();
  const row: Row = {
    id,
    tenant: globalTenant,
    owner: null,
    version: (old?.version ?? 0) + 1,
    created_at: old?.created_at ?? at,
    updated_at: at,
    deleted_at: null,
  };
  const write: Write = old
    ? { kind: "update", collection, row, ifVersion: old.version, guard: always }
    : { kind: "insert", collection, row, guard: always };
  await engine.apply([write]);
}
