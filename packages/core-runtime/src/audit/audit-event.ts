/** What is kept of people's and the app's doings, as facts. */
export type AuditAction =
  | "account.created"
  | "account.signed-in"
  | "account.sign-in-refused"
  | "account.signed-out"
  | "account.password-changed"
  | "account.disabled"
  | "account.enabled"
  | "token.created"
  | "token.revoked"
  | "organization.created"
  | "organization.deleted"
  | "organization.switched"
  | "member.invited"
  | "member.joined"
  | "member.role-changed"
  | "member.removed"
  | "record.deleted"
  | "rules.bypassed";

/** One entry of the audit log. Never a password, token, or value of a record. */
export interface AuditEvent {
  readonly action: AuditAction;
  /** The organisation it happened in; `globalTenant` where there is none yet. */
  readonly tenant: string;
  /** Who did it: a user's id, null for the app itself and for nobody known. */
  readonly actor: string | null;
  /** What it happened to: `tasks/0190…`, a user's id, a token's id. */
  readonly subject?: string;
  /** A few words more: the new role, why rules were off. */
  readonly note?: string;
}
