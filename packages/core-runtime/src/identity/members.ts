import { MozaiksError } from "@mozaiks/contracts";
import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import type { AccountRow, MemberRow, OrganizationRow } from "./identity-rows.ts";
import { getRow, insertion } from "./stored-rows.ts";

/** Makes an account a member: both rows that say so. */
export function newMember(
  kernel: Kernel,
  { id, email, name }: AccountRow,
  { organization, role }: { readonly organization: string; readonly role: string },
): readonly Write[] {
  return [
    insertion(kernel, "users", { email, name, role }, { tenant: organization, id }).write,
    insertion(kernel, "_memberships", {}, { tenant: id, id: organization }).write,
  ];
}

/** An organisation with somebody's membership. */
export interface Membership {
  readonly organization: OrganizationRow;
  readonly member: MemberRow;
}

export async function findMembership(
  kernel: Kernel,
  organizationId: string,
  accountId: string,
): Promise<Membership | undefined> {
  const [organization, member] = await Promise.all([
    getRow(kernel, "_organizations", organizationId),
    getRow(kernel, "users", accountId, organizationId),
  ]);
  return organization && member && { organization, member };
}

/** @throws MozaiksError `organization.not-found` when there is none, or the account is no member of it: nobody can tell which. */
export async function getMembership(kernel: Kernel, organizationId: string, accountId: string): Promise<Membership> {
  const membership = await findMembership(kernel, organizationId, accountId);
  if (!membership) throw new MozaiksError("organization.not-found");
  return membership;
}
