import type { Operation } from "../http/operation.ts";
import type { ScopeOrganization, ScopeUser } from "../scope/scope.ts";

/** Who a verified credential belongs to, and where they act. */
export interface Session {
  readonly user: ScopeUser;
  readonly organization: ScopeOrganization;
  /** How it came: only a cookie is sent by browsers on their own, so only it needs protection against forgery. */
  readonly credential: "cookie" | "bearer";
  /** What it proves: a sign-in, a short-lived token made from one, or an API token. Only a sign-in may make credentials. */
  readonly kind: "session" | "app-token" | "api-token";
  /**
   * The row of `_sessions` or `_api_tokens` that the credential stands on. A stream must close when the engine's feed shows
   * that this row is gone, or that the row of `users` with this organisation (tenant) and user (id) changed or is gone: sign-out,
   * switching, disabling, removal and a new role all show there, and nowhere else.
   */
  readonly sessionId: string;
  /** What an API token may do ({@link allowsScope}); undefined: all that its user may. */
  readonly scopes?: readonly string[];
}

/** Tells who asks, and answers all that concerns accounts and organisations. */
export interface Identity extends AsyncDisposable {
  /**
   * Reads the rows that the credential stands on each time, so a change takes effect with the next request. A bearer token wins
   * over a cookie.
   * @returns null without a credential; for `/api/auth/*` also with a cookie that is no longer good, so that people can sign in.
   * @throws MozaiksError `credential.invalid` for one that is unknown, expired or revoked; `organization.mismatch` when the
   * header `Mozaiks-Organization` names another organisation than the active one.
   */
  authenticate(request: Request): Promise<Session | null>;
  readonly operations: readonly Operation[];
}
