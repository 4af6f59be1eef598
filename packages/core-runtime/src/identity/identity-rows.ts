import type { Jwk } from "./signing-keys.ts";
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

/** A token for programs (`mzk_…`), for one account in one organisation. */
interface ApiTokenFields extends CredentialFields {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** An open invitation: it goes with its acceptance, so that it is used once. */
interface InvitationFields {
  readonly organization: string;
  readonly email: string;
  readonly role: string;
  readonly token_hash: string;
  readonly expires_at: string;
  /** The account that invited: as long as it may give the role away, the invitation counts. */
  readonly inviter: string;
}

/** A sign-up whose address is not verified yet: no account comes of it before, so nobody can take an address in advance. */
interface SignUpFields {
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
  readonly token_hash: string;
  readonly expires_at: string;
}

/** A link that sets a new password, once. */
interface PasswordResetFields {
  readonly account: string;
  readonly token_hash: string;
  readonly expires_at: string;
}

/**
 * A pair of keys for app tokens, its id their `kid`. One signs for a period; it is kept until the last token it signed has expired.
 * Who reads the store can sign: nothing protects it better than the store itself is.
 */
interface SigningKeyFields {
  /** Weeks since 1970: no two keys sign in the same one. */
  readonly period: number;
  readonly public_key: Jwk;
  readonly private_key: Jwk;
  readonly signs_until: string;
  readonly expires_at: string;
}

/** What the operations of identity keep, by collection. */
export interface IdentityFields {
  readonly _accounts: AccountFields;
  readonly _organizations: OrganizationFields;
  readonly users: MemberFields;
  /** The organisations of one account: tenant = account, id = organisation. Written with `users`, for the question the other way. */
  readonly _memberships: object;
  readonly _sessions: SessionFields;
  readonly _api_tokens: ApiTokenFields;
  readonly _invitations: InvitationFields;
  readonly _sign_ups: SignUpFields;
  readonly _password_resets: PasswordResetFields;
  readonly _signing_keys: SigningKeyFields;
}

export type IdentityCollection = keyof IdentityFields;
export type IdentityRow<Name extends IdentityCollection> = Row & IdentityFields[Name];
export type AccountRow = IdentityRow<"_accounts">;
export type OrganizationRow = IdentityRow<"_organizations">;
export type MemberRow = IdentityRow<"users">;
export type SessionRow = IdentityRow<"_sessions">;
export type ApiTokenRow = IdentityRow<"_api_tokens">;
export type InvitationRow = IdentityRow<"_invitations">;

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
  _api_tokens: {
    fields: [
      ...["account", "organization", "token_hash", "name"].map(text),
      { name: "scopes", type: { kind: "list", item: { kind: "text" } } },
      time("expires_at"),
    ],
    indexes: [unique("token_hash"), index("account"), index("organization")],
  },
  _invitations: {
    fields: [...["organization", "email", "role", "token_hash", "inviter"].map(text), time("expires_at")],
    indexes: [unique("token_hash"), index("organization")],
  },
  _sign_ups: {
    fields: [...["email", "name", "password_hash", "token_hash"].map(text), time("expires_at")],
    indexes: [unique("token_hash"), index("email")],
  },
  _password_resets: {
    fields: [...["account", "token_hash"].map(text), time("expires_at")],
    indexes: [unique("token_hash"), index("account")],
  },
  _signing_keys: {
    fields: [
      { name: "period", type: { kind: "integer" } },
      { name: "public_key", type: { kind: "json" } },
      { name: "private_key", type: { kind: "json" } },
      ...["signs_until", "expires_at"].map(time),
    ],
    indexes: [unique("period")],
  },
};

/** What an engine must keep for identity. */
export const identityCollections: readonly StoredCollection[] = Object.entries(stored).map(([name, rest]) => ({
  name,
  ...rest,
}));
