import { isOrdered } from "../definition/field-type.ts";
import type { SortKey } from "../data/plan.ts";
import { allOf, always, type Bound, type Expr, type FieldOperand } from "../expression/expr.ts";
import { bind } from "../expression/bind.ts";
import { parseCondition } from "../expression/parse-condition.ts";
import { suggestion } from "../nearest-name.ts";
import type { Access } from "./access.ts";
import { filterCondition } from "./filter-condition.ts";
import { invalidRequest, type ItemError } from "./item-error.ts";

const idKey: SortKey = { field: { kind: "field", name: "id", type: { kind: "text" } }, descending: true };

/** The field that a filter or a sort names; hidden ones are as unknown as missing ones. */
export function findField(name: string, access: Access): FieldOperand | undefined {
  const type = access.collection.types.get(name);
  const field = access.collection.field.get(name);
  if (!type || (field && !access.isAlwaysReadable(field))) return undefined;
  return { kind: "field", name, type };
}

/** A filter as CEL or as an object. @throws MozaiksError `request.invalid`. */
export function parseFilter(filter: unknown, access: Access): Bound {
  if (filter === undefined) return always;
  const complain = (code: ItemError["code"], message: string): never => {
    throw invalidRequest([{ path: "?filter", code, message }]);
  };
  const names = {
    field: (name: string) => findField(name, access),
    get known() {
      return visibleNames(access);
    },
    isRule: false,
  };
  const expr: Expr =
    typeof filter === "string" ? parseCondition(filter, names, complain) : filterCondition(filter, names, complain);
  return bind(expr, { user: null, organization: null, now: "" }, () => false);
}

/** `"-created_at,title"`; newest first when left out. @throws MozaiksError `request.invalid`. */
export function parseSort(sort: string | undefined, access: Access): readonly SortKey[] {
  if (sort === undefined) return [idKey];
  const complain = (code: ItemError["code"], message: string): never => {
    throw invalidRequest([{ path: "?sort", code, message }]);
  };
  const names = sort.split(",").map((part) => part.trim());
  if (names.length > 3) complain("too-big", "sorts by at most 3 fields");
  const keys = names.map((part): SortKey => {
    const descending = part.startsWith("-");
    const name = descending ? part.slice(1) : part;
    const field = findField(name, access);
    if (!field)
      return complain(
        "unknown-field",
        `There is no field ${JSON.stringify(name)}${suggestion(name, visibleNames(access), "fields")}`,
      );
    if (!isOrdered(field.type)) complain("type", `${name} has no order`);
    return { field, descending };
  });
  if (new Set(keys.map(({ field }) => field.name)).size < keys.length) complain("invalid", "names a field twice");
  return keys.some(({ field }) => field.name === "id")
    ? keys
    : [...keys, { ...idKey, descending: keys.at(-1)?.descending ?? true }];
}

export function parseLimit(limit: number | undefined): number {
  if (limit === undefined) return 50;
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit;
  const code = limit > 200 ? "too-big" : limit < 1 ? "too-small" : "type";
  throw invalidRequest([{ path: "?limit", code, message: "must be a whole number from 1 to 200" }]);
}

export function visibleNames(access: Access): readonly string[] {
  return [...access.collection.types.keys()].filter((name) => findField(name, access) !== undefined);
}

export const both = (first: Bound, second: Bound): Bound => allOf([first, second]);
