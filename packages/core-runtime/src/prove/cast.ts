import type { TestUser } from "../identity/test-identity.ts";

/** Somebody who asks: a member of one organisation at a time, or nobody. */
export interface Actor {
  /** For reports: `dora (member of org-b)`. */
  readonly name: string;
  /** The organisation they act in; empty for nobody. */
  readonly tenant: string;
  readonly user: { readonly id: string; readonly email: string; readonly role: string } | null;
}

export interface Cast {
  readonly tenants: readonly string[];
  /** All who can ask, by role and organisation; those who are in several stand here once for each. */
  readonly actors: readonly Actor[];
  readonly nobody: Actor;
}

/**
 * People for every role: one in each organisation, and one who is in all of them, with another role in each. Only they tell a
 * forgotten tenant from an owner rule: both records are theirs.
 */
export function castOf(roles: readonly string[], tenantCount: number): Cast {
  const tenants = Array.from({ length: tenantCount }, (_, index) => `org-${String.fromCodePoint(97 + index)}`);
  const actor = (person: string, role: string, tenant: string): Actor => ({
    name: `${person} (${role} of ${tenant})`,
    tenant,
    user: { id: person, email: `${person}@example.com`, role },
  });
  const actors = tenants.flatMap((tenant, shift) =>
    roles.flatMap((role, index) => [
      actor(`${role}-of-${tenant}`, role, tenant),
      actor(`${roles[(index + shift) % roles.length] ?? role}-of-org-a-and-others`, role, tenant),
    ]),
  );
  return { tenants, actors, nobody: { name: "nobody", tenant: "", user: null } };
}

export const membersOf = ({ actors }: Cast, tenant: string): readonly string[] =>
  actors.flatMap((actor) => (actor.user && actor.tenant === tenant ? [actor.user.id] : []));

export const testUserOf = ({ user, tenant }: Actor): TestUser | undefined =>
  user ? { ...user, organization: tenant } : undefined;
