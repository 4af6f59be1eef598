import type { Json } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import { always } from "../expression/expr.ts";
import type { Scope } from "../scope/scope.ts";
import { type Access, accessTo } from "./access.ts";
import type { PlannedWrite } from "./apply-writes.ts";

/** Each record that is newly referred to must exist in the tenant, and be one that this principal may read. */
export function referenceChecks(
  { collection }: Access,
  row: Row,
  old: Row | null,
  scope: Scope,
): readonly PlannedWrite[] {
  return collection.fields.flatMap(({ name, type }): readonly PlannedWrite[] => {
    const target = type.kind === "list" ? type.item : type;
    if (target.kind !== "reference") return [];
    const before = new Set(idsIn(old?.[name] ?? null));
    const added = idsIn(row[name] ?? null).filter((id) => !before.has(id));
    if (added.length === 0) return [];
    const to = target.collection === "users" ? undefined : accessTo(target.collection, scope);
    const tenant = to?.tenant ?? scope.tenant;
    const where = to?.rule("read") ?? always;
    return added.map((id) => ({
      path: `/${name}`,
      write: { kind: "require", collection: target.collection, tenant, id, where },
    }));
  });
}

function idsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
}
