import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { invalidRequest } from "../../records/item-error.ts";
import { Email } from "../credential-schemas.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { commit, findRow, findRows, insertion, removal, requirement } from "../stored-rows.ts";
import { getManaged, stillIs } from "../organizations.ts";
import { newSecret } from "../secret.ts";

const lifetimeMs = 7 * 24 * 60 * 60 * 1000;

const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.string(),
  invited_by: z.string(),
  expires_at: z.string(),
});

/** Open invitations of an organisation, for who manages it. */
export const invitationOperations = ({ kernel, publicUrl, mail, background }: IdentityParts): readonly Operation[] => [
  userOperation({
    id: "organizations.invitations.create",
    method: "POST",
    path: "/api/organizations/{id}/invitations",
    signInOnly: true,
    summary: "Invites somebody; the link is shown this once.",
    body: z.strictObject({ email: Email, role: z.enum(kernel.app.roles) }),
    output: z.object({ id: z.string(), url: z.string(), expires_at: z.string() }),
    async handle({ session: { user }, params, body: { email, role } }) {
      const { secret, hash } = newSecret();
      const { row, organization } = await commit(kernel, async () => {
        const { organization, member } = await getManaged(kernel, params["id"] ?? "", user.id);
        if (organization.personal) throw new MozaiksError("organization.personal");
        if (!kernel.app.isAtLeast(member.role, role)) throw new MozaiksError("organization.forbidden");
        if ((await findRows(kernel, "users", { email }, organization.id)).length > 0)
          throw invalidRequest([{ path: "/email", code: "invalid", message: "is a member's already" }]);
        const now = kernel.now().getTime();
        const expired = (await findRows(kernel, "_invitations", { organization: organization.id })).filter(
          ({ expires_at }) => Date.parse(expires_at) <= now,
        );
        const expires_at = new Date(now + lifetimeMs).toISOString();
        const fields = { organization: organization.id, email, role, token_hash: hash, expires_at, inviter: user.id };
        const { row, write } = insertion(kernel, "_invitations", fields);
        const unit = [
          stillIs(member),
          requirement("_organizations", organization, {}),
          ...expired.map((old) => removal("_invitations", old)),
          write,
        ];
        return { unit, result: { row, organization } };
      });
      const [tenant, actor] = [organization.id, user.id];
      await kernel.audit({ action: "member.invited", tenant, actor, subject: row.id, note: role });
      const { id, expires_at } = row;
      const url = `${publicUrl}/invitation#${secret}`;
      if (mail)
        background.run("invitation.mail", () => mail.invitation(email, { url, organization: organization.name }));
      return { status: 201, body: { id, url, expires_at } };
    },
  }),
  userOperation({
    id: "organizations.invitations.list",
    method: "GET",
    path: "/api/organizations/{id}/invitations",
    signInOnly: true,
    summary: "Lists the open invitations of an organisation.",
    output: z.object({ items: z.array(Invitation) }),
    async handle({ session: { user }, params }) {
      const { organization } = await getManaged(kernel, params["id"] ?? "", user.id);
      const rows = await findRows(kernel, "_invitations", { organization: organization.id });
      const open = rows.filter(({ expires_at }) => kernel.now() < new Date(expires_at));
      const items = open.map(({ id, email, role, inviter, expires_at }) => ({
        id,
        email,
        role,
        invited_by: inviter,
        expires_at,
      }));
      return { body: { items } };
    },
  }),
  userOperation({
    id: "organizations.invitations.delete",
    method: "DELETE",
    path: "/api/organizations/{id}/invitations/{invitation}",
    signInOnly: true,
    summary: "Takes an invitation back.",
    async handle({ session: { user }, params }) {
      await commit(kernel, async () => {
        const { organization, member } = await getManaged(kernel, params["id"] ?? "", user.id);
        const id = params["invitation"] ?? "";
        const row = await findRow(kernel, "_invitations", { organization: organization.id, id });
        if (!row) throw new MozaiksError("record.not-found");
        return { unit: [stillIs(member), removal("_invitations", row)], result: undefined };
      });
      return {};
    },
  }),
];
