import { MozaiksError } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import type { CompiledCollection, Referrer } from "../definition/compiled-app.ts";
import type { Bound } from "../expression/expr.ts";
import { readerOf, type Scope } from "../scope/scope.ts";

/** Rows that one deletion may touch besides its own. */
const maxConsequences = 10_000;

/** What the references to a row ask for when it is deleted. Each row is in at most one of the two. */
export interface RemovalPlan {
  /** Rows that go along, the deleted one first. */
  readonly removed: readonly PlannedRow[];
  /** Rows of which fields are cleared. */
  readonly cleared: readonly (PlannedRow & { readonly fields: ReadonlySet<string> })[];
}

interface PlannedRow {
  readonly collection: CompiledCollection;
  readonly row: Row;
}

/**
 * Follows references to a row, and to the rows that go along with it.
 * @throws MozaiksError `record.referenced` where one restricts, or when more than 10,000 rows would be touched.
 */
export async function planRemoval(collection: CompiledCollection, row: Row, scope: Scope): Promise<RemovalPlan> {
  const removed = new Map<string, PlannedRow>([[keyOf(collection, row), { collection, row }]]);
  const cleared = new Map<string, PlannedRow & { readonly fields: Set<string> }>();
  const restricting: PlannedRow[] = [];
  for (const target of removed.values())
    for (const referrer of target.collection.referrers) {
      const other = scope.kernel.app.collections.get(referrer.collection);
      if (!other || other.isGlobal !== target.collection.isGlobal) continue;
      for (const one of await rowsReferringTo(target.row, referrer, scope)) {
        const key = keyOf(other, one);
        const planned = { collection: other, row: one };
        if (removed.has(key)) continue;
        if (referrer.type.onDelete === "restrict") restricting.push(planned);
        else if (referrer.type.onDelete === "cascade") removed.set(key, planned);
        else cleared.set(key, { ...planned, fields: (cleared.get(key)?.fields ?? new Set()).add(referrer.field) });
        if (removed.size + cleared.size > maxConsequences)
          throw new MozaiksError("record.referenced", `More than ${maxConsequences} records would be touched by this`);
      }
    }
  const left = restricting.find((planned) => !removed.has(keyOf(planned.collection, planned.row)));
  if (left) throw new MozaiksError("record.referenced", `Records of ${left.collection.name} refer to this one`);
  for (const key of removed.keys()) cleared.delete(key);
  return { removed: [...removed.values()], cleared: [...cleared.values()] };
}

const keyOf = ({ name }: CompiledCollection, { id }: Row): string => `${name}\n${id}`;

function rowsReferringTo(row: Row, { collection, field, type }: Referrer, scope: Scope): Promise<readonly Row[]> {
  const left = { kind: "field", name: field, type } as const;
  const where: Bound = { op: "compare", how: "eq", left, right: { kind: "literal", value: row.id }, type };
  const limit = type.onDelete === "restrict" ? maxConsequences : maxConsequences + 1;
  return readerOf(scope).find({ collection, tenant: row.tenant, where, deleted: "exclude", sort: [], limit });
}
