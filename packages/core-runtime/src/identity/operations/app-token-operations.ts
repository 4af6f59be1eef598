import { z } from "zod";
import { kernelOperation, userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { publicKeys } from "../signing-keys.ts";

const PublicKey = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string(),
  kid: z.string(),
  alg: z.literal("EdDSA"),
  use: z.literal("sig"),
});

export const appTokenOperations = ({ kernel, appTokens }: IdentityParts): readonly Operation[] => [
  userOperation({
    id: "auth.token",
    method: "POST",
    path: "/api/auth/token",
    signInOnly: true,
    summary: "Makes a token of 15 minutes from the session.",
    output: z.object({ token: z.string(), expires_at: z.string() }),
    async handle({ session: { user, organization, sessionId } }) {
      const { token, expiresAt } = await appTokens.issue({ sub: user.id, org: organization.id, sid: sessionId });
      return { body: { token, expires_at: expiresAt.toISOString() }, headers: { "cache-control": "no-store" } };
    },
  }),
  kernelOperation({
    id: "auth.keys",
    method: "GET",
    path: "/.well-known/jwks.json",
    access: "public",
    summary: "The public keys of the app's tokens.",
    output: z.object({ keys: z.array(PublicKey) }),
    handle: async () => ({
      body: { keys: await publicKeys(kernel) },
      headers: { "cache-control": "public, max-age=300" },
    }),
  }),
];
