import { createHash, timingSafeEqual } from "node:crypto";
import { idPattern, MozaiksError } from "@mozaiks/contracts";
import type { Secret } from "@mozaiks/contracts/server";
import type { Clock } from "../../ports/clock.ts";
import { tenantOf } from "../../ports/tenant.ts";
import type { Identity } from "./identity.ts";
import type { Tickets } from "./tickets.ts";
import type { TokenVerifier } from "./verify-token.ts";

/** Where credentials are looked for. `Headers` and `URLSearchParams` fit. */
export interface CredentialSource {
  readonly headers: { get(name: string): string | null };
  readonly query: { get(name: string): string | null };
  /** For the internal key only, which has no claims: the body names the app and the user. Read when needed. */
  readonly body?: () => Promise<unknown>;
}

/**
 * `http`: an ordinary request. `stream`: a socket or an event stream, which a browser opens without headers, so that
 * `?ticket=` and (unless turned off) `?token=` count too.
 */
export type Door = "http" | "stream";

export type Authenticate = (source: CredentialSource, door: Door) => Promise<Identity>;

/** How long an identity made from the internal key is good for: a socket asks again after that. */
const internalLifetimeS = 3600;

/**
 * Answers who makes a request. Bearer wins over ticket, ticket over query token, query token over internal key.
 * @throws from the function: MozaiksError `token.missing`, `token.invalid`, `token.expired`, `ticket.invalid` (all 401);
 * `request.invalid` when a request with the internal key names no app.
 */
export function createAuthenticate(parts: {
  readonly verify: TokenVerifier;
  readonly tickets: Tickets;
  readonly allowQueryToken: boolean;
  readonly internalApiKey?: Secret | undefined;
  readonly clock: Clock;
}): Authenticate {
  return async (source, door) => {
    const authorization = source.headers.get("authorization");
    if (authorization !== null) return parts.verify(bearerOf(authorization));
    const ticket = door === "stream" && source.query.get("ticket");
    if (ticket) return parts.tickets.redeemTicket(ticket);
    const token = door === "stream" && parts.allowQueryToken && source.query.get("token");
    if (token) return parts.verify(token);
    const key = source.headers.get("x-internal-api-key");
    if (key !== null) {
      if (!parts.internalApiKey || !isEqual(key, parts.internalApiKey.reveal()))
        throw new MozaiksError("token.invalid");
      return internalIdentity(source, parts.clock);
    }
    throw new MozaiksError("token.missing");
  };
}

/** @throws MozaiksError `token.missing` when the header is of another scheme. */
export function bearerOf(authorization: string): string {
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (token === undefined) throw new MozaiksError("token.missing");
  return token;
}

/** Compares secrets in a time that tells nothing about them, their length included. */
export function isEqual(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

async function internalIdentity({ query, body }: CredentialSource, clock: Clock): Promise<Identity> {
  const given = body && (await body());
  const named = (name: string): string | undefined => {
    const member = typeof given === "object" && given !== null ? Reflect.get(given, name) : undefined;
    const value = query.get(name) ?? member;
    if (value === undefined) return undefined;
    if (typeof value === "string" && idPattern.test(value)) return value;
    throw new MozaiksError("request.invalid", `${name} is not a valid id`);
  };
  const [appId, userId] = [named("app_id"), named("user_id")];
  if (appId === undefined)
    throw new MozaiksError("request.invalid", "With X-Internal-Api-Key the query or the body must name app_id");
  return {
    kind: "service",
    tenant: tenantOf(appId),
    ...(userId !== undefined && { user_id: userId }),
    expires_at: Math.floor(clock.now().getTime() / 1000) + internalLifetimeS,
  };
}
