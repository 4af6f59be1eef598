import type { Bound, FieldOperand, Scalar } from "../expression/expr.ts";

export interface SortKey {
  readonly field: FieldOperand;
  readonly descending: boolean;
}

/**
 * A question to an engine. The kernel has put rules and filter into `where`; the engine adds the tenant, in its one place.
 * The last sort key is always `id`, so the order is total. Nulls come first when ascending.
 */
export interface Plan {
  readonly collection: string;
  readonly tenant: string;
  readonly where: Bound;
  readonly deleted: "exclude" | "only" | "include";
  readonly sort: readonly SortKey[];
  /** Values of the sort keys of the row after which the page begins. */
  readonly after?: readonly Scalar[];
  readonly limit: number;
}

/** A plan without a page: what is counted. */
export type CountPlan = Pick<Plan, "collection" | "tenant" | "where" | "deleted">;
