import type { Row } from "../data/row.ts";
import type { StoredCollection, StoredField } from "../data/stored-collection.ts";

/**
 * Somebody who can sign in. `(issuer, subject)` is who they are: `local` and the e-mail address, or what an external issuer says.
 * `email` alone never is, so that nobody reaches another's account through an address that some issuer asserts.
 */
interface AccountFields {
  readonly issuer: string;
  readonly subject: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  /** PHC string; null for external accounts. */
  readonly password_hash: string | null;
  readonly disabled_at: string | null;
  /** Their personal organisation. */
  readonly organization: string;
  /** The one that was active last: where the next sign-in goes. */
  readonly last_organization: string;
}

/** Its version changes with every change of its members, so that of two changes which both rely on who owns it one is refused. */
interface OrganizationFields {
  readonly name: string;
  readonly personal: boolean;
}

/** A member as the organisation sees them: tenant = organisation, id = account. */
interface MemberFields {
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

/** A sign-in, or a personal secret that stands for one. Kept by the hash of the secret alone. */
interface CredentialFields {
  readonly account: string;
  readonly organization: string;
  readonly token_hash: string;
  readonly expires_at: string;
}

interface SessionFields extends CredentialFields {
  readonly last_seen_at: string;
  readonly idle_expires_at: string;
  readonly user_agent: string | null;
}

/** What the operations of identity keep, by collection. */
export interface IdentityFields {
  readonly _accounts: AccountFields;
  readonly _organizations: OrganizationFields;
  readonly users: MemberFields;
  /** The organisations of one account: tenant = account, id = organisation. Written with `users`, for the question the other way. */
  readonly _memberships: object;
  readonly _sessions: SessionFields;
}

export type IdentityCollection = keyof IdentityFields;
export type IdentityRow<Name extends IdentityCollection> = Row & IdentityFields[Name];
export type AccountRow = IdentityRow<"_accounts">;
export type OrganizationRow = IdentityRow<"_organizations">;
export type MemberRow = IdentityRow<"users">;
export type SessionRow = IdentityRow<"_sessions">;

const text = (name: string): StoredField => ({ name, type: { kind: "text" } });
const time = (name: string): StoredField => ({ name, type: { kind: "datetime" } });
const unique = (...fields: readonly string[]) => ({ fields, unique: true });
const index = (...fields: readonly string[]) => ({ fields, unique: false });

const stored: Readonly<Record<IdentityCollection, Omit<StoredCollection, "name">>> = {
  _accounts: {
    fields: [
      ...["issuer", "subject", "email", "name", "password_hash", "organization", "last_organization"].map(text),
      time("disabled_at"),
    ],
    indexes: [unique("issuer", "subject")],
  },
  _organizations: { fields: [text("name"), { name: "personal", type: { kind: "boolean" } }], indexes: [] },
  users: { fields: ["email", "name", "role"].map(text), indexes: [index("role")] },
  _memberships: { fields: [], indexes: [] },
  _sessions: {
    fields: [
      ...["account", "organization", "token_hash", "user_agent"].map(text),
      ...["expires_at", "idle_expires_at", "last_seen_at"].map(time),
    ],
    indexes: [unique("token_hash"), index("account")],
  },
};

/** What an engine must keep for identity. */
export const identityCollections: readonly StoredCollection[] = Object.entries(stored).map(([name, rest]) => ({
  name,
  ...rest,
}));
