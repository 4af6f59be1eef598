import { MozaiksError } from "@mozaiks/contracts";
import { importJWK, type JWTHeaderParameters, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Kernel } from "../kernel.ts";
import { createExpiringCache } from "./expiring-cache.ts";
import { signingKey, tokenLifetimeMs, verificationKey } from "./signing-keys.ts";

const AppClaims = z.object({
  /** The account. */
  sub: z.string().min(1),
  /** The organisation that was active. */
  org: z.string().min(1),
  /** The session it was made from: the token is good as long as this is. */
  sid: z.string().min(1),
  exp: z.number(),
});
type AppClaims = z.infer<typeof AppClaims>;

export interface AppTokenOptions {
  /** `iss`: the app's own address. */
  readonly publicUrl: string;
  /** `aud`: the app's id, so that another app's token is of no use here. */
  readonly appId: string;
}

/** Tokens of 15 minutes that the app gives its own pages to show to itself and to services (RFC 9068, EdDSA). */
export interface AppTokens {
  issue(claims: Omit<AppClaims, "exp">): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /**
   * What a token of this app says. It tells nothing of a role, and nothing of whether the session still stands: that is read with
   * each request.
   * @throws MozaiksError `credential.invalid`.
   */
  verify(token: string): Promise<AppClaims>;
}

const maxRemembered = 5000;
const maxBytes = 4096;
const headerNames = new Set(["alg", "typ", "kid"]);

export function createAppTokens(kernel: Kernel, { publicUrl, appId }: AppTokenOptions): AppTokens {
  /** A signature that was right stays right: only what it says is remembered, until it expires. */
  const verified = createExpiringCache<AppClaims>(maxRemembered, kernel.now);

  async function keyOf(header: JWTHeaderParameters) {
    const { kid } = header;
    if (kid === undefined || Object.keys(header).some((name) => !headerNames.has(name)))
      throw new MozaiksError("credential.invalid");
    const key = await verificationKey(kernel, kid);
    if (!key) throw new MozaiksError("credential.invalid");
    return importJWK({ ...key.public_key }, "EdDSA");
  }

  return {
    async issue({ sub, org, sid }) {
      const key = await signingKey(kernel);
      const now = kernel.now();
      const expiresAt = new Date(now.getTime() + tokenLifetimeMs);
      const token = await new SignJWT({ org, sid })
        .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: key.id })
        .setIssuer(publicUrl)
        .setAudience(appId)
        .setSubject(sub)
        .setJti(kernel.newId())
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(await importJWK({ ...key.private_key }, "EdDSA"));
      return { token, expiresAt };
    },
    async verify(token) {
      const known = verified.get(token);
      if (known) return known;
      if (token.length > maxBytes) throw new MozaiksError("credential.invalid");
      try {
        const { payload } = await jwtVerify(token, keyOf, {
          algorithms: ["EdDSA"],
          typ: "at+jwt",
          issuer: publicUrl,
          audience: appId,
          requiredClaims: ["jti", "iat"],
          currentDate: kernel.now(),
        });
        const claims = AppClaims.parse(payload);
        verified.set(token, claims, claims.exp * 1000);
        return claims;
      } catch (cause) {
        throw new MozaiksError("credential.invalid", undefined, { cause });
      }
    },
  };
}
