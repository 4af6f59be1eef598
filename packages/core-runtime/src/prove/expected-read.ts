import type { Json } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import type { CompiledCollection } from "../definition/compiled-app.ts";
import { evaluate } from "../expression/evaluate.ts";
import { always, type Bound, type Scalar } from "../expression/expr.ts";
import { orderValues } from "../expression/order-values.ts";
import type { Actor } from "./cast.ts";
import type { Oracle } from "./oracle.ts";
import type { Expected } from "./walk.ts";

/** What somebody finds at an address. */
export function expectedRead(
  oracle: Oracle,
  collection: CompiledCollection,
  actor: Actor,
  id: string,
  expand: readonly string[] = [],
): Expected {
  if (!actor.user && !collection.rules.get("read")?.isPublic) return { problem: "auth.required" };
  const row = readableRow(oracle, collection, actor, id);
  if (!row) return { problem: "record.not-found", like: "GET of nothing" };
  return { status: 200, body: withExpanded(oracle, collection, actor, row, expand), etag: `"${row.version}"` };
}

/** The row that somebody may read; undefined when it is foreign, unreadable, deleted or missing. */
export function readableRow(oracle: Oracle, collection: CompiledCollection, actor: Actor, id: string): Row | undefined {
  const row = oracle.truth.row(collection.name, oracle.tenantOf(collection, actor), id);
  return row && row.deleted_at === null && oracle.may(collection, "read", actor, row) ? row : undefined;
}

export interface ListQuestion {
  readonly where?: Bound;
  readonly sort?: readonly { readonly name: string; readonly descending: boolean }[];
  readonly expand?: readonly string[];
}

/** All records that somebody's list has, page by page or at once. */
export function expectedItems(
  oracle: Oracle,
  collection: CompiledCollection,
  actor: Actor,
  { where = always, sort = [], expand = [] }: ListQuestion,
): readonly Json[] {
  const tenant = oracle.tenantOf(collection, actor);
  const keys = [...sort, { name: "id", descending: sort.at(-1)?.descending ?? true }];
  return oracle.truth
    .rows(collection.name, tenant)
    .filter(
      (row) =>
        row.deleted_at === null &&
        oracle.may(collection, "list", actor, row) &&
        evaluate(where, row, oracle.truth.lookup(tenant)),
    )
    .toSorted((left, right) => {
      for (const { name, descending } of keys) {
        const type = collection.types.get(name) ?? { kind: "text" as const };
        const order = orderValues((left[name] ?? null) as Scalar, (right[name] ?? null) as Scalar, type);
        if (order !== 0) return descending ? -order : order;
      }
      return 0;
    })
    .map((row) => withExpanded(oracle, collection, actor, row, expand));
}

/** A record with what it refers to, as far as somebody may read that. */
function withExpanded(
  oracle: Oracle,
  collection: CompiledCollection,
  actor: Actor,
  row: Row,
  expand: readonly string[],
): Json {
  const record = oracle.shown(collection, actor, row);
  if (expand.length === 0) return record;
  const expanded = expand.flatMap((field): readonly [string, Json][] => {
    const type = collection.types.get(field);
    const id = field in record ? row[field] : null;
    if (type?.kind !== "reference" || typeof id !== "string") return [];
    if (type.collection === "users") {
      const user = oracle.truth.row("users", actor.tenant, id);
      return user ? [[field, { id: user.id, name: user["name"] ?? null, email: user["email"] ?? null }]] : [];
    }
    const target = oracle.app.collections.get(type.collection);
    const found = target && readableRow(oracle, target, actor, id);
    return found ? [[field, oracle.shown(target, actor, found)]] : [];
  });
  return { ...record, expand: Object.fromEntries(expanded) };
}
