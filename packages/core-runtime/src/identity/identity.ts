import type { Operation } from "../http/operation.ts";
import type { ScopeOrganization, ScopeUser } from "../scope/scope.ts";

/** Who a verified credential belongs to, and where they act. */
export interface Session {
  readonly user: ScopeUser;
  readonly organization: ScopeOrganization;
  /** How they came: decides whether requests need protection against forgery. */
  readonly credential: "cookie" | "bearer";
  /** Identifies the sign-in; streams are closed with it. */
  readonly sessionId: string;
}

/** Tells who asks, and answers all that concerns accounts and organisations. */
export interface Identity {
  /** @throws MozaiksError `credential.invalid` for a credential that is unknown, expired or revoked; null without one. */
  authenticate(request: Request): Promise<Session | null>;
  readonly operations: readonly Operation[];
}
