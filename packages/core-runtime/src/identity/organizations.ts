import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import type { MemberRow } from "./identity-rows.ts";
import { getMembership, type Membership } from "./members.ts";
import { isManager, ownerRole } from "./roles.ts";
import { equals, requirement, touched } from "./stored-rows.ts";

/** An organisation as its members see it. */
export const Organization = z.object({
  id: z.string(),
  name: z.string(),
  /** It belongs to one account: nobody else joins, and it cannot be deleted. */
  personal: z.boolean(),
  /** One's own role. */
  role: z.string(),
});

export function toOrganization({ organization, member }: Membership): z.input<typeof Organization> {
  return { id: organization.id, name: organization.name, personal: organization.personal, role: member.role };
}

/**
 * An organisation that somebody manages.
 * @throws MozaiksError `organization.not-found`; `organization.forbidden` for who does not manage it.
 */
export async function getManaged(kernel: Kernel, organizationId: string, accountId: string): Promise<Membership> {
  const membership = await getMembership(kernel, organizationId, accountId);
  if (!isManager(membership.member.role, kernel.app)) throw new MozaiksError("organization.forbidden");
  return membership;
}

/** The member still has the role that something is allowed by. */
export const stillIs = (member: MemberRow): Write => requirement("users", member, { role: member.role });

/**
 * Takes a role away from its only owner? Then it is refused. The write that comes back changes the organisation's version: of two
 * owners who step down at the same moment, the second finds the organisation changed and looks again.
 * @throws MozaiksError `organization.last-owner`.
 */
export async function withoutOwner(kernel: Kernel, { organization, member }: Membership): Promise<readonly Write[]> {
  const role = ownerRole(kernel.app);
  if (member.role !== role) return [];
  const owners = { collection: "users", tenant: organization.id, where: equals({ role }), deleted: "exclude" } as const;
  if ((await kernel.engine.count(owners)) < 2) throw new MozaiksError("organization.last-owner");
  return [touched(kernel, "_organizations", organization)];
}
