import { MozaiksError } from "@mozaiks/contracts";
import { hashOfShape } from "./data-shape.ts";
import { type MigrationChain, type MigrationFile, nextMigrationName } from "./migration-file.ts";
import { describeStep } from "./migration-step.ts";
import type { MigrationTarget } from "./migration-target.ts";
import { type PlaceNote, planMigration } from "./plan-migration.ts";

/** A migration that is not committed yet. */
export interface NextMigration {
  readonly migration: MigrationFile;
  /** Its steps in words. */
  readonly steps: readonly string[];
  /** Data that would no longer be seen. */
  readonly destroys: readonly PlaceNote[];
}

/**
 * What leads from the last committed migration to the app; undefined when they are at one.
 * @throws MozaiksError `migration.failed` with every place that cannot become what the app asks for.
 */
export function nextMigration(
  chain: MigrationChain,
  target: MigrationTarget,
  title?: string,
): NextMigration | undefined {
  const { steps, down, destroys, refusals } = planMigration(chain.shape, target);
  refuseImpossible(refusals);
  const [first] = steps;
  if (!first) return undefined;
  const name = nextMigrationName(chain, title ?? titleOf(describeStep(first)));
  const [from, to] = [hashOfShape(chain.shape), hashOfShape(target.shape)];
  return { migration: { name, from, to, steps, down }, steps: steps.map(describeStep), destroys };
}

/** @throws MozaiksError `migration.failed` when there is any. */
export function refuseImpossible(refusals: readonly PlaceNote[]): void {
  if (refusals.length === 0) return;
  const lines = refusals.map(({ place, message }) => `${place}: ${message}`);
  throw new MozaiksError("migration.failed", `The data cannot become what the app asks for. ${lines.join("; ")}`);
}

/** `add tasks.dueDate (date)` → `add-tasks-due-date`. */
function titleOf(words: string): string {
  const [what = ""] = words.split(" (");
  return what
    .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
