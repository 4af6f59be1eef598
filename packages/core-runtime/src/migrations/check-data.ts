import type { DataEngine, ScannedRow } from "../data/data-engine.ts";
import { type CheckedRow, type DataCheck, dataChecks } from "./data-checks.ts";
import type { DataShape } from "./data-shape.ts";
import type { MigrationStep } from "./migration-step.ts";

/** What a migration would meet in the records there are. */
export interface DataFinding {
  readonly place: string;
  /** Records it is true of. */
  readonly count: number;
  readonly message: string;
  /** The migration cannot be done while it is so. */
  readonly isBlocking: boolean;
}

type Scanner = Pick<DataEngine, "scan">;

const pageSize = 1000;

/** Looks at the records that the steps concern, and changes nothing. `undoes` is the run that they take back. */
export async function checkData(
  engine: Scanner,
  shape: DataShape,
  steps: readonly MigrationStep[],
  undoes = 0,
): Promise<readonly DataFinding[]> {
  const findings: DataFinding[] = [];
  for (const check of dataChecks(shape, steps, undoes)) {
    const count = await check.count(rowsFor(check, engine));
    const { place, message, isBlocking } = check;
    if (count > 0) findings.push({ place, count, message, isBlocking });
  }
  return findings;
}

async function* rowsFor({ stored, fields }: DataCheck, engine: Scanner): AsyncGenerator<CheckedRow> {
  const columns = fields.flatMap((field) => field.columns);
  for (let after: ScannedRow | null = null; ;) {
    const rows: readonly ScannedRow[] = await engine.scan(stored, columns, { after, limit: pageSize });
    for (const { tenant, isDeleted, values } of rows) {
      let start = 0;
      const made = fields.map(({ columns, toValue }) => toValue(values.slice(start, (start += columns.length))));
      yield { tenant, isDeleted, values: made };
    }
    after = rows.at(-1) ?? null;
    if (rows.length < pageSize) return;
  }
}
