import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { changedPassword } from "../changed-password.ts";
import { GivenPassword, NewPassword } from "../credential-schemas.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { newSession } from "../sessions.ts";
import { SignedIn, toSignedIn, userAgentOf, withSession } from "../signed-in.ts";
import { getMembership } from "../members.ts";
import { commit, getRow } from "../stored-rows.ts";

/** Asks for the current password, and ends every session of the account but a new one (ASVS 5.0 V6.2.3, V7.4.3). */
export const changePasswordOperation = (parts: IdentityParts): Operation =>
  userOperation({
    id: "auth.password",
    method: "POST",
    path: "/api/auth/password",
    signInOnly: true,
    summary: "Changes one's own password; all other sessions end.",
    body: z.strictObject({ current: GivenPassword, password: NewPassword }),
    output: SignedIn,
    async handle({ request, session, scope, body: { current, password } }) {
      const { kernel, passwords, throttle } = parts;
      const { user, organization: active } = session;
      const known = await throttle.attempt(user.email, scope.clientAddress, async () => {
        const account = await getRow(kernel, "_accounts", user.id);
        const isRight = await passwords.verify(current, account?.password_hash ?? null);
        if (!account || !isRight) throw new MozaiksError("credentials.invalid", "The current password is wrong");
        return account;
      });
      const password_hash = await passwords.hash(password);
      const { signedIn, next } = await commit(kernel, async () => {
        const [account, current] = await Promise.all([
          getRow(kernel, "_accounts", user.id),
          getRow(kernel, "_sessions", session.sessionId),
        ]);
        if (!account || !current) throw new MozaiksError("credential.invalid");
        if (account.password_hash !== known.password_hash) throw new MozaiksError("credentials.invalid");
        const { organization, member } = await getMembership(kernel, active.id, user.id);
        const next = newSession(kernel, account, { organization: active.id, userAgent: userAgentOf(request) });
        const unit = [...(await changedPassword(kernel, account, password_hash)), next.write];
        return { unit, result: { signedIn: toSignedIn(account, organization, member.role), next } };
      });
      await kernel.audit({ action: "account.password-changed", tenant: active.id, actor: user.id });
      return withSession({ body: signedIn }, next, parts);
    },
  });
