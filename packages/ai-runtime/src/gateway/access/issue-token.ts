import { type JsonObject, launchScope, serviceScope } from "@mozaiks/contracts";
import { SignJWT } from "jose";
import type { Secret } from "@mozaiks/contracts/server";

/** With what tokens are signed: the same secret, issuer and audience they are verified with. */
export interface TokenIssuer {
  readonly secret: Secret;
  readonly issuer: string;
  readonly audience: string;
}

export interface LaunchGrant {
  readonly app_id: string;
  readonly user_id: string;
  readonly workflow_id: string;
  readonly chat_id: string;
  readonly max_tokens?: number;
  /** Further claims; they reach the workflow as `claims.*`. */
  readonly claims?: JsonObject;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Default lifetime: 1 hour. */
interface Lifetime {
  readonly ttlMs?: number;
  readonly now?: Date;
}

/** An HS256 launch token for one user and one chat of one workflow. */
export function issueLaunchToken(issuer: TokenIssuer, grant: LaunchGrant, lifetime?: Lifetime): Promise<IssuedToken> {
  const { claims, ...named } = grant;
  return sign(issuer, { ...claims, ...named, scope: launchScope }, lifetime);
}

/** An HS256 service token: it may act for any user of its app. */
export function issueServiceToken(
  issuer: TokenIssuer,
  grant: { readonly app_id: string },
  lifetime?: Lifetime,
): Promise<IssuedToken> {
  return sign(issuer, { app_id: grant.app_id, scope: serviceScope }, lifetime);
}

async function sign(
  { secret, issuer, audience }: TokenIssuer,
  claims: JsonObject,
  { ttlMs = 3_600_000, now = new Date() }: Lifetime = {},
): Promise<IssuedToken> {
  const expiresAt = new Date(Math.floor((now.getTime() + ttlMs) / 1000) * 1000);
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(Buffer.from(secret.reveal()));
  return { token, expiresAt };
}
