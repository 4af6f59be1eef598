import { MozaiksError } from "@mozaiks/contracts";
import { setTimeout as sleep } from "node:timers/promises";
import type { DataEngine, Write } from "../data/data-engine.ts";
import { globalTenant } from "../data/row.ts";
import { always, type Bound } from "../expression/expr.ts";
import { leaseCollection, rowsOf, systemValues } from "./database-state.ts";

export interface LeaseOptions {
  readonly now: () => Date;
  /** Names this holder among all. */
  readonly newId: () => string;
  /** After this time without a word from its holder a lease is anybody's. Default 15 s. */
  readonly leaseMs?: number;
  /** How long to wait for another holder. Default 30 s. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

/** The right to change a database's shape; one process has it at a time. */
export interface MigrationLease extends AsyncDisposable {
  /** The step of a unit that is refused once somebody else has the lease. */
  readonly requirement: Write;
}

const lease = "lease";
const collection = leaseCollection.name;

/** @throws MozaiksError `migration.running` when another process keeps it longer than `waitMs`. */
export async function takeMigrationLease(engine: DataEngine, options: LeaseOptions): Promise<MigrationLease> {
  const { newId, leaseMs = 15_000, waitMs = 30_000, signal } = options;
  const holder = newId();
  const end = options.now().getTime() + waitMs;
  while (!(await tryToHold(engine, holder, leaseMs, options))) {
    if (options.now().getTime() >= end) throw new MozaiksError("migration.running");
    await sleep(Math.min(100, leaseMs), undefined, { signal });
  }
  // A failed renewal shows at the end: the unit that requires the lease is refused.
  const renewal = setInterval(() => void tryToHold(engine, holder, leaseMs, options).catch(() => {}), leaseMs / 3);
  renewal.unref();
  return {
    requirement: { kind: "require", collection, tenant: globalTenant, id: lease, where: isHeldBy(holder) },
    async [Symbol.asyncDispose]() {
      clearInterval(renewal);
      await tryToHold(engine, holder, 0, options);
    },
  };
}

/** Takes the lease or makes it longer; 0 ms gives it back. */
async function tryToHold(
  engine: DataEngine,
  holder: string,
  forMs: number,
  { now }: Pick<LeaseOptions, "now">,
): Promise<boolean> {
  const moment = now();
  const [held] = await rowsOf(engine, collection);
  const until = held?.["held_until"];
  if (typeof until === "string" && held?.["holder"] !== holder && until > moment.toISOString()) return false;
  const version = (held?.version ?? 0) + 1;
  const heldUntil = new Date(forMs === 0 ? 0 : moment.getTime() + forMs).toISOString();
  const row = { ...systemValues(lease, version, moment.toISOString()), holder, held_until: heldUntil };
  const write: Write = held
    ? { kind: "update", collection, row, ifVersion: held.version, guard: always }
    : { kind: "insert", collection, row, guard: always };
  return "changes" in (await engine.apply([write]));
}

const isHeldBy = (holder: string): Bound => ({
  op: "compare",
  how: "eq",
  left: { kind: "field", name: "holder", type: { kind: "text" } },
  right: { kind: "literal", value: holder },
  type: { kind: "text" },
});
