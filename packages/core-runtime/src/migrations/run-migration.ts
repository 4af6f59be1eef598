import { isMozaiksError, MozaiksError } from "@mozaiks/contracts";
import type { DataEngine, Write, WriteOutcome } from "../data/data-engine.ts";
import type { SchemaStep } from "../data/schema-step.ts";
import { checkData, type DataFinding } from "./check-data.ts";
import { canonicalJson } from "./data-shape.ts";
import {
  type AppliedRun,
  appliedWrite,
  type DatabaseState,
  type PendingRun,
  purgedWrite,
  readAppliedRuns,
  readDatabaseState,
  stateWrite,
  undoneWrite,
} from "./database-state.ts";
import type { MigrationLease } from "./migration-lease.ts";
import { takeBack } from "./take-back.ts";
import { toSchemaSteps } from "./to-schema-steps.ts";

/** With what a run is done. Whoever has it holds the lease. */
export interface MigrationRunner {
  readonly engine: DataEngine;
  readonly lease: MigrationLease;
  readonly now: () => Date;
}

/** What is to be done, before it has a number. */
export type PlannedRun = Omit<PendingRun, "number" | "takeBack">;

/**
 * Does a run: it is written down first, then its steps, then that it is done. Killed anywhere, {@link finishPending} goes on.
 * @throws MozaiksError `migration.failed` when the records do not allow it or a step cannot be done: nothing is changed then.
 */
export async function startRun(runner: MigrationRunner, planned: PlannedRun): Promise<void> {
  const state = await readDatabaseState(runner.engine);
  if (canonicalJson(state.shape) !== canonicalJson(planned.from))
    throw new MozaiksError("migration.failed", "The database has another shape than the migration begins with");
  const run: PendingRun = { ...planned, number: state.number + 1, takeBack: null };
  refuseBlocked(await checkData(runner.engine, run.from, run.steps, run.undoes));
  await write(runner, [stateWrite(state, { ...state, pending: run }, isoNow(runner))]);
  await finishPending(runner);
}

/** Finishes what was begun and not ended, if anything: forward, or back when a step cannot be done. */
export async function finishPending(runner: MigrationRunner): Promise<void> {
  const { engine } = runner;
  const state = await readDatabaseState(engine);
  const { pending: run } = state;
  if (!run) return;
  if (run.takeBack !== null) return finishTakingBack(runner, state, run, run.takeBack);
  const steps = schemaStepsOf(run);
  try {
    const end = [
      ...(await endOf(runner, run)),
      stateWrite(state, { ...run, shape: run.to, pending: null }, isoNow(runner)),
    ];
    refuseUnlessWritten(await engine.alter(String(run.number), steps, [runner.lease.requirement, ...end]));
  } catch (thrown) {
    const failed = failedStep(thrown);
    if (failed === undefined) throw thrown;
    const back = { ...run, takeBack: failed };
    await write(runner, [stateWrite(state, { ...state, pending: back }, isoNow(runner))]);
    await finishPending(runner);
    throw thrown;
  }
}

async function finishTakingBack(
  runner: MigrationRunner,
  state: DatabaseState,
  run: PendingRun,
  count: number,
): Promise<void> {
  const steps = takeBack(schemaStepsOf(run).slice(0, count), run.number);
  const end = stateWrite(state, { shape: run.from, number: run.number, pending: null }, isoNow(runner));
  refuseUnlessWritten(await runner.engine.alter(`${run.number} back`, steps, [runner.lease.requirement, end]));
}

function schemaStepsOf(run: PendingRun): readonly SchemaStep[] {
  if (run.kind !== "purge") return toSchemaSteps(run.steps, { run: run.number, undoes: run.undoes });
  return run.erases.map(({ collection, field }) =>
    field === undefined ? { kind: "erase-collection", collection } : { kind: "erase-field", collection, field },
  );
}

/** What is written with the end of a run about the runs there were. */
async function endOf({ engine, now }: MigrationRunner, run: PendingRun): Promise<readonly Write[]> {
  if (run.kind === "apply") return [appliedWrite({ ...run, at: now().toISOString(), isPurged: false })];
  const applied = await readAppliedRuns(engine);
  if (run.kind === "undo") return applied.filter(({ number }) => number === run.undoes).map(undoneWrite);
  return applied.filter(needsWhatIsAside).map(purgedWrite);
}

/** Whether taking a run back takes up what it has put aside. */
const needsWhatIsAside = ({ down, isPurged }: AppliedRun): boolean =>
  !isPurged && down.some(({ step }) => step.startsWith("restore-") || step === "revert-field");

function refuseBlocked(findings: readonly DataFinding[]): void {
  const blocking = findings.filter(({ isBlocking }) => isBlocking);
  if (blocking.length === 0) return;
  const lines = blocking.map(
    ({ place, count, message }) => `${place}: ${count} ${count === 1 ? "record" : "records"} ${message}`,
  );
  throw new MozaiksError(
    "migration.failed",
    `The records do not allow this migration; nothing is changed. ${lines.join("; ")}`,
  );
}

async function write({ engine, lease }: MigrationRunner, unit: readonly Write[]): Promise<void> {
  refuseUnlessWritten(await engine.apply([lease.requirement, ...unit]));
}

function refuseUnlessWritten(outcome: WriteOutcome): void {
  if ("refusal" in outcome)
    throw new MozaiksError("migration.running", "Another process has begun to migrate the database meanwhile");
}

/** The index of the schema step that cannot be done. */
function failedStep(thrown: unknown): number | undefined {
  if (!isMozaiksError(thrown) || thrown.code !== "migration.failed") return undefined;
  const step = thrown.members?.["step"];
  return typeof step === "number" ? step : undefined;
}

const isoNow = ({ now }: MigrationRunner): string => now().toISOString();
