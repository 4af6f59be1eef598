import { MozaiksError } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import { allOf, type Bound } from "../expression/expr.ts";
import { readerOf, type Scope } from "../scope/scope.ts";
import type { Access } from "./access.ts";

/** What every record is asked for that nobody can have: foreign, unreadable, deleted and missing ones answer the same. */
export const notFound = (): MozaiksError => new MozaiksError("record.not-found");

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The row with an id that fulfils a condition. What is no id of a record has no row. */
export async function findRow(
  { collection, tenant }: Access,
  id: string,
  where: Bound,
  scope: Scope,
  deleted: "exclude" | "only" = "exclude",
): Promise<Row | undefined> {
  if (!uuid.test(id)) return undefined;
  const plan = { collection: collection.name, tenant, where: allOf([idIs(id), where]), deleted, sort: [], limit: 1 };
  const [row] = await readerOf(scope).find(plan);
  return row;
}

export function idIs(id: string): Bound {
  const type = { kind: "text" } as const;
  const left = { kind: "field", name: "id", type } as const;
  return { op: "compare", how: "eq", left, right: { kind: "literal", value: id }, type };
}
