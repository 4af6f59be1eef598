import { MozaiksError } from "@mozaiks/contracts";
import type { DataEngine } from "../data/data-engine.ts";
import { isAside } from "./aside-name.ts";
import { checkData, type DataFinding } from "./check-data.ts";
import { hashOfShape } from "./data-shape.ts";
import {
  type AppliedRun,
  type DatabaseState,
  migrationCollections,
  readAppliedRuns,
  readDatabaseState,
} from "./database-state.ts";
import type { MigrationChain } from "./migration-file.ts";
import { type LeaseOptions, takeMigrationLease } from "./migration-lease.ts";
import { describeStep } from "./migration-step.ts";
import type { MigrationTarget } from "./migration-target.ts";
import { refuseImpossible } from "./next-migration.ts";
import { planRuns, type RunPlan, runsAlong, undoing } from "./plan-runs.ts";
import { finishPending, type MigrationRunner, type PlannedRun, startRun } from "./run-migration.ts";

export interface MigrationParts extends LeaseOptions {
  readonly engine: DataEngine;
  readonly target: MigrationTarget;
  readonly chain: MigrationChain;
}

/** What was done to a database. */
export interface DoneRun {
  readonly kind: PlannedRun["kind"];
  readonly name: string | null;
  /** In words. */
  readonly steps: readonly string[];
}

/** Where a database stands. */
export interface MigrationStatus extends RunPlan {
  /** Never migrated: it has nothing of the app. */
  readonly isNew: boolean;
  readonly applied: readonly AppliedRun[];
  /** What the pending steps would meet in the records. */
  readonly findings: readonly DataFinding[];
}

/**
 * `refuse`: a database that holds something of another shape is left as it is. `committed`: migrations of the app are applied.
 * `safe`: whatever loses nothing is applied. In each, a new database gets the app's shape, and what was interrupted is finished.
 */
export type MigrationPolicy = "refuse" | "committed" | "safe";

/** Everything that changes the shape of one database. Each method takes the lease, and finishes what was interrupted first. */
export interface Migrations {
  status(): Promise<MigrationStatus>;
  /** Changes nothing. @throws MozaiksError `migration.pending` when `prepare` would. */
  check(policy: MigrationPolicy): Promise<void>;
  /** @throws MozaiksError `migration.pending` when the policy leaves the database in another shape; `migration.running`. */
  prepare(policy: MigrationPolicy): Promise<readonly DoneRun[]>;
  /** Brings the database to the app's shape. @throws MozaiksError `migration.failed`, `migration.running`. */
  up(): Promise<readonly DoneRun[]>;
  /** Takes back the last run. @throws MozaiksError `migration.failed` when there is none or what it put aside was purged. */
  down(): Promise<readonly DoneRun[]>;
  /** Brings the database to where a committed migration leads, forward or back; 0 is before the first. */
  to(number: number): Promise<readonly DoneRun[]>;
  /** Erases what is put aside. It cannot be taken back. */
  purge(): Promise<readonly DoneRun[]>;
}

export function openMigrations(parts: MigrationParts): Migrations {
  const { engine, target, chain } = parts;

  /** Runs work as the only one who changes the shape. */
  async function alone<T>(work: (runner: MigrationRunner) => Promise<T>): Promise<T> {
    await engine.ensure(migrationCollections);
    await using lease = await takeMigrationLease(engine, parts);
    const runner = { engine, lease, now: parts.now };
    await finishPending(runner);
    return await work(runner);
  }

  async function doAll(runner: MigrationRunner, runs: readonly PlannedRun[]): Promise<readonly DoneRun[]> {
    for (const run of runs) await startRun(runner, run);
    return runs.map(({ kind, name, steps, erases }) => ({
      kind,
      name,
      steps: [...steps.map(describeStep), ...erases.map(describeErased)],
    }));
  }

  async function planned(): Promise<RunPlan & { state: DatabaseState }> {
    const state = await readDatabaseState(engine);
    return { ...planRuns(state.shape, chain, target), state };
  }

  /** Whether there is nothing to do, as at nearly every start: nobody needs the lease for that. */
  async function isDone(): Promise<boolean> {
    await engine.ensure(migrationCollections);
    const { way, state } = await planned();
    return way === "none" && state.pending === null;
  }

  /** The runs that are due, when the policy lets them be done. */
  async function allowed(policy: MigrationPolicy): Promise<readonly PlannedRun[]> {
    const { way, runs, plan, state } = await planned();
    const isSafe = plan.refusals.length === 0 && plan.destroys.length === 0;
    const may =
      way === "none" ||
      state.number === 0 ||
      (policy === "committed" && way === "committed") ||
      (policy === "safe" && isSafe);
    if (!may) throw pending(plan, policy);
    return runs;
  }

  return {
    status: () =>
      alone(async () => {
        const { state, ...plan } = await planned();
        const steps = plan.runs.flatMap((run) => run.steps);
        return {
          ...plan,
          isNew: state.number === 0,
          applied: await readAppliedRuns(engine),
          findings: await checkData(engine, state.shape, steps),
        };
      }),
    async check(policy) {
      if (!(await isDone())) await alone(() => allowed(policy));
    },
    prepare: async (policy) => ((await isDone()) ? [] : alone(async (runner) => doAll(runner, await allowed(policy)))),
    up: () =>
      alone(async (runner) => {
        const { runs, plan } = await planned();
        refuseImpossible(plan.refusals);
        return doAll(runner, runs);
      }),
    down: () =>
      alone(async (runner) => {
        const last = (await readAppliedRuns(engine)).at(-1);
        if (!last) throw new MozaiksError("migration.failed", "There is no migration to take back");
        return doAll(runner, undo([last]));
      }),
    to: (number) =>
      alone(async (runner) => {
        const applied = await readAppliedRuns(engine);
        const { shape } = await readDatabaseState(engine);
        const wanted = number === 0 ? undefined : chain.migrations[number - 1];
        if (number !== 0 && !wanted)
          throw new MozaiksError("migration.failed", `There is no migration ${String(number).padStart(4, "0")}`);
        if (wanted && wanted.to === hashOfShape(shape)) return [];
        const keeps = applied.findLastIndex((run) => hashOfShape(run.to) === wanted?.to);
        if (keeps >= 0 || number === 0) return doAll(runner, undo(applied.slice(keeps + 1)));
        const runs = runsAlong(chain, shape, number);
        if (runs) return doAll(runner, runs);
        throw new MozaiksError(
          "migration.failed",
          "The database has a shape that no committed migration leads to; mozaiks app migrate brings it to the app's",
        );
      }),
    purge: () =>
      alone(async (runner) => {
        const { shape } = await readDatabaseState(engine);
        const erases = (await engine.shape()).flatMap(({ collection, fields }) =>
          isAside(collection) ? [{ collection }] : fields.filter(isAside).map((field) => ({ collection, field })),
        );
        if (erases.length === 0) return [];
        return doAll(runner, [
          { kind: "purge", name: null, from: shape, to: shape, steps: [], down: [], undoes: 0, erases },
        ]);
      }),
  };
}

/** The last one first. */
function undo(runs: readonly AppliedRun[]): readonly PlannedRun[] {
  const purged = runs.find(({ isPurged }) => isPurged);
  if (purged)
    throw new MozaiksError(
      "migration.failed",
      `${purged.name ?? "The last change"} cannot be taken back: what it put aside has been purged`,
    );
  return runs.toReversed().map(undoing);
}

function pending({ steps, destroys, refusals }: RunPlan["plan"], policy: MigrationPolicy): MozaiksError {
  const what = [...refusals.map(({ place, message }) => `${place}: ${message}`), ...steps.map(describeStep)];
  const why =
    policy === "committed"
      ? "no committed migration leads from the one to the other"
      : policy === "safe" && destroys.length > 0
        ? `${destroys.map(({ place }) => place).join(", ")} would go out of sight`
        : `${what.length} ${what.length === 1 ? "change is" : "changes are"} pending`;
  const members = { destroys: destroys.map(({ place }) => place) };
  const detail = `The database has another shape than the app: ${why} (${what.join("; ")})`;
  return new MozaiksError("migration.pending", detail, { members });
}

const describeErased = ({ collection, field }: PlannedRun["erases"][number]): string =>
  `erase ${field === undefined ? collection : `${collection}.${field}`}`;
