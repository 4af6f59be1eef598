import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { Kernel } from "../../kernel.ts";
import type { IdentityParts } from "../identity-parts.ts";
import type { MemberRow } from "../identity-rows.ts";
import { getMembership, type Membership } from "../members.ts";
import { stillIs, withoutOwner } from "../organizations.ts";
import { isManager } from "../roles.ts";
import { endedSessions } from "../sessions.ts";
import { change, commit, findRows, getRow, removal, touched } from "../stored-rows.ts";

const Member = z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.string() });
const toMember = ({ id, name, email, role }: MemberRow): z.input<typeof Member> => ({ id, name, email, role });

/** Who is in an organisation, and as what. Managers change others up to their own role; everybody may leave. */
export const memberOperations = ({ kernel }: IdentityParts): readonly Operation[] => [
  userOperation({
    id: "organizations.members.list",
    method: "GET",
    path: "/api/organizations/{id}/members",
    signInOnly: true,
    summary: "Lists the members of an organisation.",
    output: z.object({ items: z.array(Member) }),
    async handle({ session: { user }, params }) {
      const { organization } = await getMembership(kernel, params["id"] ?? "", user.id);
      return { body: { items: (await findRows(kernel, "users", {}, organization.id)).map(toMember) } };
    },
  }),
  userOperation({
    id: "organizations.members.update",
    method: "PATCH",
    path: "/api/organizations/{id}/members/{user}",
    signInOnly: true,
    summary: "Gives a member another role.",
    body: z.strictObject({ role: z.enum(kernel.app.roles) }),
    output: Member,
    async handle({ session, params, body: { role } }) {
      const { own, member } = await commit(kernel, async () => {
        const { own, member } = await bothMembers(kernel, params, session.user.id);
        if (!mayChange(kernel, own.member, member) || !kernel.app.isAtLeast(own.member.role, role))
          throw new MozaiksError("organization.forbidden");
        if (member.role === role) return { unit: [], result: { own, member } };
        const { organization } = own;
        const unit = [
          stillIs(own.member),
          ...(await withoutOwner(kernel, { organization, member })),
          change(kernel, "users", member, { role }),
        ];
        return { unit, result: { own, member } };
      });
      const [tenant, actor] = [own.organization.id, session.user.id];
      await kernel.audit({ action: "member.role-changed", tenant, actor, subject: member.id, note: role });
      return { body: { ...toMember(member), role } };
    },
  }),
  userOperation({
    id: "organizations.members.delete",
    method: "DELETE",
    path: "/api/organizations/{id}/members/{user}",
    signInOnly: true,
    summary: "Removes a member; one's own id leaves the organisation.",
    async handle({ session, params }) {
      const { own, member } = await commit(kernel, async () => {
        const { own, member } = await bothMembers(kernel, params, session.user.id);
        const { organization } = own;
        if (member.id !== own.member.id && !mayChange(kernel, own.member, member))
          throw new MozaiksError("organization.forbidden");
        if (organization.personal) throw new MozaiksError("organization.personal");
        const tokens = await findRows(kernel, "_api_tokens", { account: member.id, organization: organization.id });
        const mirror = await getRow(kernel, "_memberships", organization.id, member.id);
        const account = await getRow(kernel, "_accounts", member.id);
        const unit = [
          stillIs(own.member),
          ...(await withoutOwner(kernel, { organization, member })),
          removal("users", member),
          ...(account ? [touched(kernel, "_accounts", account)] : []),
          ...(mirror ? [removal("_memberships", mirror)] : []),
          ...(await endedSessions(kernel, member.id, (row) => row.organization === organization.id)),
          ...tokens.map((token) => removal("_api_tokens", token)),
        ];
        return { unit, result: { own, member } };
      });
      const [tenant, actor] = [own.organization.id, session.user.id];
      await kernel.audit({ action: "member.removed", tenant, actor, subject: member.id });
      return {};
    },
  }),
];

/** Who asks, and whom it is about. @throws MozaiksError `organization.not-found`, `record.not-found`. */
async function bothMembers(
  kernel: Kernel,
  params: Readonly<Record<string, string>>,
  accountId: string,
): Promise<{ readonly own: Membership; readonly member: MemberRow }> {
  const own = await getMembership(kernel, params["id"] ?? "", accountId);
  const member = await getRow(kernel, "users", params["user"] ?? "", own.organization.id);
  if (!member) throw new MozaiksError("record.not-found");
  return { own, member };
}

/** Nobody has a say over somebody above them. */
function mayChange({ app }: Kernel, own: MemberRow, member: MemberRow): boolean {
  return isManager(own.role, app) && app.isAtLeast(own.role, member.role);
}
