import { createPublicKey, createSecretKey } from "node:crypto";
import { type JsonObject, LaunchClaims, MozaiksError, reservedClaims, ServiceClaims } from "@mozaiks/contracts";
import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from "jose";
import type { TokenConfig } from "../../config/runtime-config.ts";
import { tenantOf } from "../../ports/tenant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Identity } from "./identity.ts";

export type TokenVerifier = (token: string) => Promise<Identity>;

/** How far the clocks of issuer and runtime may be apart. */
const clockSkewS = 30;
const maxTokenBytes = 16_384;

/** Headers by which a token would bring its own key or its own rules (RFC 8725 §3.10). */
const refusedHeaders = ["jku", "x5u", "jwk", "x5c", "crit", "b64", "zip"];

/**
 * Makes the one judge of launch and service tokens. The algorithms follow from the configured key, never from the token.
 * @throws from the verifier: MozaiksError `token.expired` or `token.invalid`, whatever went wrong.
 */
export function createTokenVerifier(config: TokenConfig, clock: Clock = { now: () => new Date() }): TokenVerifier {
  const { key, algorithms } = keyOf(config);
  return async (token) => {
    try {
      if (token.length > maxTokenBytes) throw new MozaiksError("token.invalid", "The token is too long");
      refuseHeaders(token);
      const { payload } = await jwtVerify(token, key, {
        algorithms,
        issuer: config.issuer,
        audience: config.audience,
        requiredClaims: ["exp"],
        clockTolerance: clockSkewS,
        currentDate: clock.now(),
      });
      return identityOf(payload);
    } catch (thrown) {
      throw refusal(thrown);
    }
  };
}

function keyOf({ key }: TokenConfig): { key: JWTVerifyGetKey; algorithms: string[] } {
  if (key.kind === "jwks")
    return { key: createRemoteJWKSet(new URL(key.url)), algorithms: ["RS256", "ES256", "EdDSA", "Ed25519"] };
  if (key.kind === "secret") {
    const secret = createSecretKey(Buffer.from(key.secret.reveal()));
    return { key: () => secret, algorithms: ["HS256"] };
  }
  const publicKey = createPublicKey(key.pem);
  return { key: () => publicKey, algorithms: key.algorithm === "EdDSA" ? ["EdDSA", "Ed25519"] : [key.algorithm] };
}

function refuseHeaders(token: string): void {
  const header = decodeProtectedHeader(token);
  const refused = refusedHeaders.find((name) => Object.hasOwn(header, name));
  if (refused) throw new MozaiksError("token.invalid", `The token's header has ${refused}`);
}

/** `alias` stands in for `name`; a token that gives both must mean the same by them. */
function withAlias(claims: JWTPayload, name: string, alias: string): unknown {
  const [value, other] = [claims[name], claims[alias]];
  if (value !== undefined && other !== undefined && value !== other)
    throw new MozaiksError("token.invalid", `The token's ${name} and ${alias} differ`);
  return value ?? other;
}

function identityOf(payload: JWTPayload): Identity {
  const app_id = withAlias(payload, "app_id", "tenant");
  const service = ServiceClaims.safeParse({ ...payload, app_id });
  if (service.success) return { kind: "service", tenant: tenantOf(service.data.app_id), expires_at: service.data.exp };
  const user_id = withAlias(payload, "user_id", "sub");
  const launch = LaunchClaims.safeParse({ ...payload, app_id, user_id });
  if (!launch.success) {
    const claim = launch.error.issues[0]?.path[0];
    throw new MozaiksError("token.invalid", `The token's claim ${String(claim)} is missing or not valid`);
  }
  const { data } = launch;
  const claims = Object.fromEntries(Object.entries(payload).filter(([name]) => !reservedClaims.includes(name)));
  return {
    kind: "launch",
    tenant: tenantOf(data.app_id),
    user_id: data.user_id,
    workflow_id: data.workflow_id,
    chat_id: data.chat_id,
    ...(data.max_tokens !== undefined && { max_tokens: data.max_tokens }),
    claims: claims as JsonObject,
    expires_at: data.exp,
  };
}

function refusal(thrown: unknown): MozaiksError {
  if (thrown instanceof MozaiksError) return thrown;
  if (thrown instanceof errors.JWTExpired) return new MozaiksError("token.expired", undefined, { cause: thrown });
  const detail =
    thrown instanceof errors.JWTClaimValidationFailed
      ? `The token's claim ${thrown.claim} is missing or not accepted`
      : undefined;
  return new MozaiksError("token.invalid", detail, { cause: thrown });
}
