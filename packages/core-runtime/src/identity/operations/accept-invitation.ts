import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { Kernel } from "../../kernel.ts";
import type { IdentityParts } from "../identity-parts.ts";
import type { InvitationRow } from "../identity-rows.ts";
import { findMembership, type Membership, newMember } from "../members.ts";
import { Organization, stillIs, toOrganization } from "../organizations.ts";
import { isManager } from "../roles.ts";
import { hashSecret } from "../secret.ts";
import { commit, findRow, getRow, removal, touched } from "../stored-rows.ts";

/** The invitation goes with the membership that it makes, in one unit: it is used once. */
export const acceptInvitationOperation = ({ kernel }: IdentityParts): Operation =>
  userOperation({
    id: "auth.invitations.accept",
    method: "POST",
    path: "/api/auth/invitations/accept",
    signInOnly: true,
    summary: "Joins the organisation that one is invited to.",
    body: z.strictObject({ token: z.string().max(200) }),
    output: Organization,
    async handle({ session: { user }, body: { token } }) {
      const joined = await commit(kernel, async () => {
        const invitation = await findInvitation(kernel, token);
        const account = await getRow(kernel, "_accounts", user.id);
        if (account?.email !== invitation.email) throw new MozaiksError("invitation.email-mismatch");
        const { organization, member: inviter } = await givenBy(kernel, invitation);
        const own = await findMembership(kernel, organization.id, account.id);
        const { role } = invitation;
        const unit = [
          removal("_invitations", invitation),
          stillIs(inviter),
          touched(kernel, "_organizations", organization),
          ...(own ? [] : newMember(kernel, account, { organization: organization.id, role })),
        ];
        return {
          unit,
          result: own ? toOrganization(own) : { ...toOrganization({ organization, member: inviter }), role },
        };
      });
      await kernel.audit({ action: "member.joined", tenant: joined.id, actor: user.id, note: joined.role });
      return { body: joined };
    },
  });

async function findInvitation(kernel: Kernel, token: string): Promise<InvitationRow> {
  const invitation = await findRow(kernel, "_invitations", { token_hash: hashSecret(token) });
  if (!invitation || kernel.now() >= new Date(invitation.expires_at)) throw new MozaiksError("invitation.invalid");
  return invitation;
}

/** Who left or lost the role since then has not left a door open behind them. */
async function givenBy(kernel: Kernel, { organization, inviter, role }: InvitationRow): Promise<Membership> {
  const membership = await findMembership(kernel, organization, inviter);
  const mayGive =
    membership && isManager(membership.member.role, kernel.app) && kernel.app.isAtLeast(membership.member.role, role);
  if (!mayGive) throw new MozaiksError("invitation.invalid");
  return membership;
}
