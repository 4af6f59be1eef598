import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { DisplayName } from "../credential-schemas.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { findMembership, getMembership, newMember } from "../members.ts";
import { getManaged, Organization, stillIs, toOrganization } from "../organizations.ts";
import { ownerRole } from "../roles.ts";
import { change, commit, findRows, getRow, insertion } from "../stored-rows.ts";
import { deletedOrganization, eraseDeleted } from "../delete-organization.ts";

const Body = z.strictObject({ name: DisplayName });

/** One's organisations. What is asked of one that somebody is no member of has the same answer as of one that is not there. */
export const organizationOperations = ({ kernel, background }: IdentityParts): readonly Operation[] => [
  userOperation({
    id: "organizations.list",
    method: "GET",
    path: "/api/organizations",
    signInOnly: true,
    summary: "Lists one's own organisations.",
    output: z.object({ items: z.array(Organization) }),
    async handle({ session: { user } }) {
      const places = await findRows(kernel, "_memberships", {}, user.id);
      const all = await Promise.all(places.map(({ id }) => findMembership(kernel, id, user.id)));
      return { body: { items: all.flatMap((membership) => (membership ? [toOrganization(membership)] : [])) } };
    },
  }),
  userOperation({
    id: "organizations.create",
    method: "POST",
    path: "/api/organizations",
    signInOnly: true,
    summary: "Makes an organisation that one owns.",
    body: Body,
    output: Organization,
    async handle({ session: { user }, body: { name } }) {
      const role = ownerRole(kernel.app);
      const { id } = await commit(kernel, async () => {
        const account = await getRow(kernel, "_accounts", user.id);
        if (!account) throw new MozaiksError("credential.invalid");
        const { row, write } = insertion(kernel, "_organizations", { name, personal: false });
        return { unit: [write, ...newMember(kernel, account, { organization: row.id, role })], result: row };
      });
      await kernel.audit({ action: "organization.created", tenant: id, actor: user.id });
      return { status: 201, body: { id, name, personal: false, role } };
    },
  }),
  userOperation({
    id: "organizations.update",
    method: "PATCH",
    path: "/api/organizations/{id}",
    signInOnly: true,
    summary: "Renames an organisation.",
    body: Body,
    output: Organization,
    handle: ({ session: { user }, params, body: { name } }) =>
      commit(kernel, async () => {
        const managed = await getManaged(kernel, params["id"] ?? "", user.id);
        const { organization, member } = managed;
        const unit = [stillIs(member), change(kernel, "_organizations", organization, { name })];
        return { unit, result: { body: { ...toOrganization(managed), name } } };
      }),
  }),
  userOperation({
    id: "organizations.delete",
    method: "DELETE",
    path: "/api/organizations/{id}",
    signInOnly: true,
    summary: "Deletes an organisation with all its records.",
    async handle({ session: { user }, params }) {
      const id = await commit(kernel, async () => {
        const { organization, member } = await getMembership(kernel, params["id"] ?? "", user.id);
        if (organization.personal) throw new MozaiksError("organization.personal");
        if (member.role !== ownerRole(kernel.app)) throw new MozaiksError("organization.forbidden");
        return { unit: await deletedOrganization(kernel, organization), result: organization.id };
      });
      await kernel.audit({ action: "organization.deleted", tenant: id, actor: user.id });
      background.run("organization.erase", () => eraseDeleted(kernel));
      return {};
    },
  }),
];
