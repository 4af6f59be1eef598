import type { Write } from "../data/data-engine.ts";
import { globalTenant } from "../data/row.ts";
import { always } from "../expression/expr.ts";
import type { Kernel } from "../kernel.ts";
import type { OrganizationRow } from "./identity-rows.ts";
import { change, findRows, getRow, removal } from "./stored-rows.ts";

const pageSize = 500;

/**
 * Shuts an organisation: nobody is a member any more, no token and no invitation leads to it, and it is marked for
 * {@link eraseDeleted}. All of it at once.
 */
export async function deletedOrganization(kernel: Kernel, organization: OrganizationRow): Promise<readonly Write[]> {
  const { id } = organization;
  const [members, tokens, invitations] = await Promise.all([
    findRows(kernel, "users", {}, id),
    findRows(kernel, "_api_tokens", { organization: id }),
    findRows(kernel, "_invitations", { organization: id }),
  ]);
  const mirrors = await Promise.all(members.map((member) => getRow(kernel, "_memberships", id, member.id)));
  return [
    change(kernel, "_organizations", organization, { deleted_at: kernel.now().toISOString() }),
    ...members.map((row) => removal("users", row)),
    ...mirrors.flatMap((row) => (row ? [removal("_memberships", row)] : [])),
    ...tokens.map((row) => removal("_api_tokens", row)),
    ...invitations.map((row) => removal("_invitations", row)),
  ];
}

/** Removes the records of organisations that were deleted, and then what is left of those. It can be begun again at any time. */
export async function eraseDeleted(kernel: Kernel): Promise<void> {
  const deleted = { collection: "_organizations", tenant: globalTenant, where: always, deleted: "only" } as const;
  for (const organization of await kernel.engine.find({ ...deleted, sort: [], limit: pageSize })) {
    for (const { name, isGlobal } of kernel.app.collections.values())
      if (!isGlobal) await eraseRows(kernel, name, organization.id);
    await kernel.engine.apply([removal("_organizations", organization)]);
  }
}

async function eraseRows({ engine }: Kernel, collection: string, tenant: string): Promise<void> {
  const plan = { collection, tenant, where: always, deleted: "include", sort: [], limit: pageSize } as const;
  for (let rows = await engine.find(plan); rows.length > 0; rows = await engine.find(plan))
    await engine.apply(
      rows.map(({ id, version }) => ({ kind: "remove", collection, tenant, id, ifVersion: version, guard: always })),
    );
}
