import type { AppliedRun } from "./database-state.ts";
import { type DataShape, hashOfShape } from "./data-shape.ts";
import type { MigrationChain } from "./migration-file.ts";
import type { MigrationTarget } from "./migration-target.ts";
import { type MigrationPlan, planMigration } from "./plan-migration.ts";
import type { PlannedRun } from "./run-migration.ts";

/** What would bring a database to the shape of the app. */
export interface RunPlan {
  /** `committed`: by migrations of the app alone. `direct`: by what follows from the two shapes. */
  readonly way: "none" | "committed" | "direct";
  readonly runs: readonly PlannedRun[];
  /** What the runs come to as a whole: what they destroy, what is refused. */
  readonly plan: MigrationPlan;
}

/** How to get from the database's shape to the app's: by committed migrations where they lead from the one to the other. */
export function planRuns(shape: DataShape, chain: MigrationChain, target: MigrationTarget): RunPlan {
  const plan = planMigration(shape, target);
  const wanted = hashOfShape(target.shape);
  if (hashOfShape(shape) === wanted) return { way: "none", runs: [], plan };
  if (hashOfShape(chain.shape) === wanted) {
    const runs = runsAlong(chain, shape, chain.migrations.length);
    if (runs) return { way: "committed", runs, plan };
  }
  const { steps, down } = plan;
  return { way: "direct", runs: steps.length === 0 ? [] : [applying(null, shape, target.shape, steps, down)], plan };
}

/** The runs of committed migrations from a shape up to the one of that number; undefined when it is none of theirs. */
export function runsAlong(
  { migrations }: MigrationChain,
  shape: DataShape,
  upTo: number,
): readonly PlannedRun[] | undefined {
  const hash = hashOfShape(shape);
  const start = migrations.findLastIndex(({ to }, index) => to === hash && index < upTo) + 1;
  if (start === 0 && migrations[0]?.from !== hash) return undefined;
  return migrations
    .slice(start, upTo)
    .map(({ name, steps, down, shape: to }, index) =>
      applying(name, migrations[start + index - 1]?.shape ?? shape, to, steps, down),
    );
}

/** What takes back one run that was applied. */
export const undoing = ({ number, name, from, to, down }: AppliedRun): PlannedRun => ({
  kind: "undo",
  name,
  from: to,
  to: from,
  steps: down,
  down: [],
  undoes: number,
  erases: [],
});

const applying = (
  name: string | null,
  from: DataShape,
  to: DataShape,
  steps: PlannedRun["steps"],
  down: PlannedRun["down"],
): PlannedRun => ({ kind: "apply", name, from, to, steps, down, undoes: 0, erases: [] });
