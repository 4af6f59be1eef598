import type { Row } from "../data/row.ts";
import { always } from "../expression/expr.ts";
import type { Scope } from "../scope/scope.ts";
import type { Access } from "./access.ts";
import type { PlannedWrite } from "./apply-writes.ts";
import { invalidRequest } from "./item-error.ts";

/**
 * Who owns a record after a write that asks for an owner. One's own id may always be named when creating, and the present owner's
 * when changing; others only where the collection is `ownerAssignable`, and by the app itself.
 */
export function ownerOf(
  asked: string | undefined,
  { collection }: Access,
  { user, rules }: Scope,
  old: Row | null,
): string | null {
  const present = old ? old.owner : (user?.id ?? null);
  if (asked === undefined || asked === present) return present;
  if (rules !== "on" || collection.definition.ownerAssignable) return asked;
  throw invalidRequest([{ path: "/owner", code: "read-only", message: "must be your own id" }]);
}

/** Somebody else who comes to own a record must be a member of the organisation; what the app itself gives away is everybody's. */
export function ownerCheck(
  { collection }: Access,
  { owner }: Row,
  old: Row | null,
  { tenant, user, rules }: Scope,
): readonly PlannedWrite[] {
  if (owner === null || owner === old?.owner || owner === user?.id) return [];
  if (collection.isGlobal && rules !== "on") return [];
  return [{ path: "/owner", write: { kind: "require", collection: "users", tenant, id: owner, where: always } }];
}
