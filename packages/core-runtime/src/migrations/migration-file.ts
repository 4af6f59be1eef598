import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { applySteps } from "./apply-step.ts";
import { type DataShape, emptyShape, hashOfShape } from "./data-shape.ts";
import type { MigrationStep } from "./migration-step.ts";

/** A migration as it is committed with the app: `migrations/0003_due-dates.json`. */
export interface MigrationFile {
  /** `0003_due-dates`. */
  readonly name: string;
  /** Hashes of the shapes it leads from and to. */
  readonly from: string;
  readonly to: string;
  readonly steps: readonly MigrationStep[];
  readonly down: readonly MigrationStep[];
}

/** Committed migrations in their order, each with the shape it leads to. */
export interface MigrationChain {
  readonly migrations: readonly (MigrationFile & { readonly shape: DataShape })[];
  /** Where the last one leads to. */
  readonly shape: DataShape;
}

const namePattern = /^(\d{4})_([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** Steps are checked by what they do to a shape; a file says only what kind of thing each is. */
const Step = z.looseObject({ step: z.string() });
const Content = z.strictObject({
  from: z.string(),
  to: z.string(),
  steps: z.array(Step),
  down: z.array(Step),
});

/** The number that a name begins with. */
const numberOf = (name: string): number => Number(name.slice(0, 4));

/** The name of the next migration. @throws MozaiksError `migration.failed` for a title that is none. */
export function nextMigrationName({ migrations }: MigrationChain, title: string): string {
  const number = numberOf(migrations.at(-1)?.name ?? "0000") + 1;
  const name = `${String(number).padStart(4, "0")}_${title}`;
  if (namePattern.test(name)) return name;
  throw new MozaiksError(
    "migration.failed",
    `${JSON.stringify(title)} is no name of a migration: use lower-case letters, digits and hyphens`,
  );
}

/** What is committed, text for a person to review. */
export function toMigrationText({ from, to, steps, down }: MigrationFile): string {
  return `${JSON.stringify({ from, to, steps, down }, undefined, 2)}\n`;
}

/**
 * Puts committed migrations in order and walks through them.
 * @throws MozaiksError `migration.failed` with the file and what is wrong: not JSON, a number that is missing or there twice, a
 * step that does not fit, a hash that is not that of the shape (two branches that both added a migration, or a change by hand).
 */
export function parseMigrations(files: readonly { readonly name: string; readonly text: string }[]): MigrationChain {
  let shape = emptyShape;
  const migrations = files
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, text }, index) => {
      const failed = (message: string, cause?: unknown): never => {
        throw new MozaiksError("migration.failed", `migrations/${name}.json: ${message}`, { cause });
      };
      if (!namePattern.test(name)) failed("a migration is called 0001_what-it-does.json");
      if (numberOf(name) !== index + 1)
        failed(
          `its number must be ${String(index + 1).padStart(4, "0")}; make it again after the others with mozaiks app migrate`,
        );
      const content = parseContent(text, failed);
      if (content.from !== hashOfShape(shape))
        failed("does not begin where the one before it ends; delete it and make it again with mozaiks app migrate");
      const before = shape;
      try {
        shape = applySteps(shape, content.steps);
      } catch (thrown) {
        failed(thrown instanceof Error ? thrown.message : String(thrown), thrown);
      }
      if (content.to !== hashOfShape(shape))
        failed("its steps do not lead to the shape it names; was it changed by hand?");
      if (!leadsBack(shape, content.down, before)) failed("its down steps do not lead back");
      return { name, ...content, shape };
    });
  return { migrations, shape };
}

function parseContent(text: string, failed: (message: string, cause?: unknown) => never): Omit<MigrationFile, "name"> {
  try {
    const { from, to, steps, down } = Content.parse(JSON.parse(text));
    return {
      from,
      to,
      steps: steps as unknown as readonly MigrationStep[],
      down: down as unknown as readonly MigrationStep[],
    };
  } catch (thrown) {
    return failed("is no migration: JSON with from, to, steps and down", thrown);
  }
}

function leadsBack(shape: DataShape, down: readonly MigrationStep[], before: DataShape): boolean {
  try {
    return hashOfShape(applySteps(shape, down)) === hashOfShape(before);
  } catch {
    return false;
  }
}
