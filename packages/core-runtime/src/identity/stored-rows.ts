import { MozaiksError } from "@mozaiks/contracts";
import type { Write } from "../data/data-engine.ts";
import { globalTenant, type Row } from "../data/row.ts";
import { allOf, always, type Bound, type Scalar } from "../expression/expr.ts";
import type { Kernel } from "../kernel.ts";
import type { IdentityCollection, IdentityFields, IdentityRow } from "./identity-rows.ts";

/** How often a unit is planned anew because somebody else wrote first. */
const attempts = 16;

/** One row by its id. */
export function getRow<Name extends IdentityCollection>(
  kernel: Kernel,
  collection: Name,
  id: string,
  tenant = globalTenant,
): Promise<IdentityRow<Name> | undefined> {
  return findRow(kernel, collection, { id }, tenant);
}

/** The one row with the values of a unique index. */
export async function findRow<Name extends IdentityCollection>(
  { engine }: Kernel,
  collection: Name,
  fields: Readonly<Record<string, Scalar>>,
  tenant = globalTenant,
): Promise<IdentityRow<Name> | undefined> {
  const plan = { collection, tenant, where: equals(fields), deleted: "exclude", sort: [], limit: 1 } as const;
  const [row] = await engine.find(plan);
  return row as IdentityRow<Name> | undefined;
}

const pageSize = 1000;

/** All rows whose fields have these values, in the order of their ids. Give a field that few rows share. */
export async function findRows<Name extends IdentityCollection>(
  { engine }: Kernel,
  collection: Name,
  fields: Readonly<Record<string, Scalar>>,
  tenant = globalTenant,
): Promise<readonly IdentityRow<Name>[]> {
  const sort = [{ field: { kind: "field", name: "id", type: { kind: "text" } }, descending: false }] as const;
  const plan = { collection, tenant, where: equals(fields), deleted: "exclude", sort, limit: pageSize } as const;
  let rows: readonly Row[] = [];
  for (let page = await engine.find(plan); page.length > 0;) {
    rows = [...rows, ...page];
    page = page.length < pageSize ? [] : await engine.find({ ...plan, after: [rows.at(-1)?.id ?? ""] });
  }
  return rows as readonly IdentityRow<Name>[];
}

/** Every one of the fields has its value. */
export function equals(fields: Readonly<Record<string, Scalar>>): Bound {
  return allOf(
    Object.entries(fields).map(([name, value]): Bound => {
      const type = { kind: typeof value === "boolean" ? "boolean" : "text" } as const;
      return {
        op: "compare",
        how: "eq",
        left: { kind: "field", name, type },
        right: { kind: "literal", value },
        type,
      };
    }),
  );
}

/** A new row, and the write that inserts it. */
export function insertion<Name extends IdentityCollection>(
  { now, newId }: Pick<Kernel, "now" | "newId">,
  collection: Name,
  fields: IdentityFields[Name],
  { tenant = globalTenant, id = newId() }: { readonly tenant?: string; readonly id?: string } = {},
): { readonly row: IdentityRow<Name>; readonly write: Write } {
  const at = now().toISOString();
  const own = { tenant, id, owner: null, version: 1, created_at: at, updated_at: at, deleted_at: null };
  const row = { ...fields, ...own } as IdentityRow<Name>;
  return { row, write: { kind: "insert", collection, row, guard: always } };
}

/** Changes fields of a row that is still as it was read. */
export function change<Name extends IdentityCollection>(
  { now }: Pick<Kernel, "now">,
  collection: Name,
  old: IdentityRow<Name>,
  fields: Partial<IdentityFields[Name]> & { readonly deleted_at?: string },
): Write {
  const row = { ...old, ...fields, version: old.version + 1, updated_at: now().toISOString() } as Row;
  return { kind: "update", collection, row, ifVersion: old.version, guard: always };
}

/**
 * Gives a row a new version, and leaves its fields: of two units that rely on what belongs to it, the second finds it changed and
 * is planned again. What makes a credential touches its account, so that who ends all of them at that moment (a new password,
 * disabling, removal) does not miss it; what makes or unmakes an owner touches the organisation.
 */
export function touched<Name extends IdentityCollection>(
  kernel: Pick<Kernel, "now">,
  collection: Name,
  row: IdentityRow<Name>,
): Write {
  return change(kernel, collection, row, {});
}

/** Removes a row that is still as it was read. */
export function removal(collection: IdentityCollection, { tenant, id, version }: Row): Write {
  return { kind: "remove", collection, tenant, id, ifVersion: version, guard: always };
}

/** A row must be there and have these values when the unit is written. */
export function requirement(collection: IdentityCollection, row: Row, fields: Readonly<Record<string, Scalar>>): Write {
  return { kind: "require", collection, tenant: row.tenant, id: row.id, where: equals(fields) };
}

/**
 * Writes what `plan` makes of the rows as they are. When a step is refused somebody else wrote meanwhile: the plan is made again,
 * and says itself what is wrong now. So races are decided by the store and reported by the plan.
 * @throws MozaiksError `transaction.failed` after 16 times.
 */
export async function commit<T>(
  { engine }: Pick<Kernel, "engine">,
  plan: () => Promise<{ readonly unit: readonly Write[]; readonly result: T }>,
): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { unit, result } = await plan();
    if (unit.length === 0 || "changes" in (await engine.apply(unit))) return result;
  }
  throw new MozaiksError("transaction.failed", "Others are changing the same at this moment; try again");
}
