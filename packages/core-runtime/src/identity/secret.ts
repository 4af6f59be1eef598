import { createHash, randomBytes } from "node:crypto";

/** 256 random bits: what a person or a program holds. The store knows only its hash. */
export function newSecret(): { readonly secret: string; readonly hash: string } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, hash: hashSecret(secret) };
}

/** SHA-256: enough for a secret that nobody can guess, and the same every time, so that it can be looked up. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
