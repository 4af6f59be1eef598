import { kernelOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { commit, getRow, removal } from "../stored-rows.ts";

/** Ends the session for good; without one it only clears the cookie. */
export const signOutOperation = ({ kernel, cookie }: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.sign-out",
    method: "POST",
    path: "/api/auth/sign-out",
    access: "public",
    signInOnly: true,
    summary: "Signs out.",
    async handle({ session }) {
      if (session) {
        await commit(kernel, async () => {
          const row = await getRow(kernel, "_sessions", session.sessionId);
          return { unit: row ? [removal("_sessions", row)] : [], result: undefined };
        });
        await kernel.audit({ action: "account.signed-out", tenant: session.organization.id, actor: session.user.id });
      }
      return { headers: { "set-cookie": cookie.clear() } };
    },
  });
