import type { Sender } from "./send-request.ts";

export interface Organization {
  readonly id: string;
  readonly name: string;
  /** Has one member and stays. */
  readonly personal: boolean;
  /** One's own. */
  readonly role: string;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly expires_at: string;
}

/** One's organisations, who is in them, and who is asked to come. Everything throws ProblemErrors. */
export interface OrganizationsClient {
  list(): Promise<readonly Organization[]>;
  create(organization: { name: string }): Promise<Organization>;
  rename(id: string, name: string): Promise<Organization>;
  delete(id: string): Promise<void>;
  members(id: string): Promise<readonly Member[]>;
  setRole(id: string, user: string, role: string): Promise<Member>;
  /** With one's own id: leaves. */
  removeMember(id: string, user: string): Promise<void>;
  /** The answer has the link to send; it works once, for 7 days. */
  invite(
    id: string,
    invitation: { email: string; role: string },
  ): Promise<{ id: string; url: string; expires_at: string }>;
  invitations(id: string): Promise<readonly Invitation[]>;
  withdraw(id: string, invitation: string): Promise<void>;
}

export function createOrganizationsClient(sender: Sender): OrganizationsClient {
  const pathOf = (...parts: readonly string[]) => ["/api/organizations", ...parts.map(encodeURIComponent)].join("/");
  const send = async <T>(method: string, path: string, body?: unknown) =>
    (await sender.send(method, path, { body })) as T;
  const items = async <T>(path: string) => (await send<{ readonly items: readonly T[] }>("GET", path)).items;
  return {
    list: () => items(pathOf()),
    create: (organization) => send("POST", pathOf(), organization),
    rename: (id, name) => send("PATCH", pathOf(id), { name }),
    delete: (id) => send("DELETE", pathOf(id)),
    members: (id) => items(pathOf(id, "members")),
    setRole: (id, user, role) => send("PATCH", pathOf(id, "members", user), { role }),
    removeMember: (id, user) => send("DELETE", pathOf(id, "members", user)),
    invite: (id, invitation) => send("POST", pathOf(id, "invitations"), invitation),
    invitations: (id) => items(pathOf(id, "invitations")),
    withdraw: (id, invitation) => send("DELETE", pathOf(id, "invitations", invitation)),
  };
}
