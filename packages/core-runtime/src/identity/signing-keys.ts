import { generateKeyPairSync } from "node:crypto";
import type { Kernel } from "../kernel.ts";
import type { IdentityRow } from "./identity-rows.ts";
import { commit, findRows, getRow, insertion, removal } from "./stored-rows.ts";

/** A key of Ed25519 (RFC 8037); `d` only in a private one. */
export type Jwk = { readonly kty: "OKP"; readonly crv: "Ed25519"; readonly x: string; readonly d?: string };
export type SigningKey = IdentityRow<"_signing_keys">;

/** How long what a key signs is good for at most. */
export const tokenLifetimeMs = 15 * 60 * 1000;
const periodMs = 7 * 24 * 60 * 60 * 1000;

/** The key that signs now; the first to ask in a week makes it, and drops those whose last token has expired. */
export async function signingKey(kernel: Kernel): Promise<SigningKey> {
  return commit(kernel, async () => {
    const keys = await findRows(kernel, "_signing_keys", {});
    const now = kernel.now().getTime();
    const period = Math.floor(now / periodMs);
    const known = keys.find((key) => key.period === period);
    if (known) return { unit: [], result: known };
    const { row, write } = insertion(kernel, "_signing_keys", newKey(period));
    const expired = keys.filter(({ expires_at }) => Date.parse(expires_at) <= now);
    return { unit: [...expired.map((key) => removal("_signing_keys", key)), write], result: row };
  });
}

/** The key that verifies what `kid` has signed; undefined when there is none, or nothing it signed can still be good. */
export async function verificationKey(kernel: Kernel, kid: string): Promise<SigningKey | undefined> {
  const key = await getRow(kernel, "_signing_keys", kid);
  return key && kernel.now() < new Date(key.expires_at) ? key : undefined;
}

/** Public keys of all whose tokens may still be good (RFC 7517), for other services that are shown one. */
export async function publicKeys(kernel: Kernel) {
  await signingKey(kernel);
  const keys = await findRows(kernel, "_signing_keys", {});
  return keys
    .filter(({ expires_at }) => kernel.now() < new Date(expires_at))
    .map(({ id, public_key: { kty, crv, x } }) => ({
      kty,
      crv,
      x,
      kid: id,
      alg: "EdDSA" as const,
      use: "sig" as const,
    }));
}

function newKey(period: number) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const signsUntilMs = (period + 1) * periodMs;
  return {
    period,
    public_key: publicKey.export({ format: "jwk" }) as Jwk,
    private_key: privateKey.export({ format: "jwk" }) as Jwk,
    signs_until: new Date(signsUntilMs).toISOString(),
    expires_at: new Date(signsUntilMs + tokenLifetimeMs).toISOString(),
  };
}
