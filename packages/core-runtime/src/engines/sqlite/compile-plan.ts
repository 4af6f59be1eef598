import type { CountPlan, Plan, SortKey } from "../../data/plan.ts";
import type { Scalar } from "../../expression/expr.ts";
import { isConstant } from "../../expression/expr.ts";
import { type Codec, quoted, type SqlValue, toSql } from "./codec.ts";
import { compileCondition, type Draft, rowsOf } from "./compile-condition.ts";

/** A statement with the values of its places. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The rows that a plan asks for, in the columns of the codec; a few more than its limit may come. */
export function compileFind(plan: Plan, codec: Codec): Statement {
  const draft: Draft = { tenant: plan.tenant, values: [] };
  const parts = [`SELECT ${codec.selected} FROM ${matching(plan, draft)}`];
  if (plan.after) parts.push(`AND ${compileAfter(plan.sort, plan.after, draft)}`);
  // SQLite sorts nulls first when ascending, and text by its bytes in UTF-8, which is the order of code points.
  const order = plan.sort.map(({ field, descending }) => `r.${quoted(field.name)}${descending ? " DESC" : ""}`);
  if (order.length > 0) parts.push(`ORDER BY ${order.join(", ")}`);
  return { sql: `${parts.join(" ")} LIMIT ${limitFor(plan.limit)}`, values: draft.values };
}

/**
 * SQLite plans a statement anew each time a value is bound to its LIMIT, which takes longer than to run it. So the limit stands in
 * the text, rounded up, that not every limit makes a statement of its own.
 */
const limitFor = (limit: number): number => [1, 2, 11, 21, 51, 101, 201].find((step) => step >= limit) ?? limit;

export function compileCount(plan: CountPlan): Statement {
  const draft: Draft = { tenant: plan.tenant, values: [] };
  return { sql: `SELECT count(*) FROM ${matching(plan, draft)}`, values: draft.values };
}

function matching({ collection, deleted, where }: CountPlan, draft: Draft): string {
  const parts = [rowsOf(collection, "r", draft)];
  if (deleted !== "include") parts.push(`r."deleted_at" IS ${deleted === "only" ? "NOT NULL" : "NULL"}`);
  if (!isConstant(where) || !where.value) parts.push(compileCondition(where, "r", draft));
  return parts.join(" AND ");
}

const neverNull: ReadonlySet<string> = new Set(["id", "version", "created_at", "updated_at"]);

/** Rows behind a place in the order: beyond it in the first key, or equal in that and beyond it in the next, and so on. */
function compileAfter(sort: readonly SortKey[], after: readonly Scalar[], draft: Draft): string {
  const alternatives: string[] = [];
  const bound = leadingBound(sort, after, draft);
  sort.forEach((key, index) => {
    if (key.descending && (after[index] ?? null) === null) return;
    const same = sort.slice(0, index).map((before, place) => equal(before, after[place] ?? null, draft));
    alternatives.push(`(${[...same, beyond(key, after[index] ?? null, draft)].join(" AND ")})`);
  });
  return alternatives.length === 0 ? "0" : `${bound}(${alternatives.join(" OR ")})`;
}

/** Says in one comparison where an index can begin; implied by the alternatives, but SQLite does not see that. */
function leadingBound(sort: readonly SortKey[], [first = null]: readonly Scalar[], draft: Draft): string {
  const [key] = sort;
  if (!key || sort.length === 1 || first === null) return "";
  if (key.descending && !neverNull.has(key.field.name)) return "";
  return `${columnOf(key)} ${key.descending ? "<=" : ">="} ${place(key, first, draft)} AND `;
}

function equal(key: SortKey, value: Scalar, draft: Draft): string {
  return value === null ? `${columnOf(key)} IS NULL` : `${columnOf(key)} = ${place(key, value, draft)}`;
}

function beyond(key: SortKey, value: Scalar, draft: Draft): string {
  if (value === null) return `${columnOf(key)} IS NOT NULL`;
  if (!key.descending) return `${columnOf(key)} > ${place(key, value, draft)}`;
  const below = `${columnOf(key)} < ${place(key, value, draft)}`;
  return neverNull.has(key.field.name) ? below : `(${below} OR ${columnOf(key)} IS NULL)`;
}

const columnOf = ({ field }: SortKey): string => `r.${quoted(field.name)}`;

function place({ field }: SortKey, value: Scalar, { values }: Draft): string {
  values.push(toSql(value, field.type));
  return "?";
}
