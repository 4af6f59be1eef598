import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { globalTenant } from "../../data/row.ts";
import { kernelOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { Email, GivenPassword } from "../credential-schemas.ts";
import type { Session } from "../identity.ts";
import type { IdentityParts } from "../identity-parts.ts";
import type { AccountRow } from "../identity-rows.ts";
import { findMembership } from "../members.ts";
import { findLocalAccount } from "../new-account.ts";
import { toReturnPath } from "../return-path.ts";
import { endedSessions, type NewSession, newSession } from "../sessions.ts";
import { SignedIn, toSignedIn, userAgentOf, withSession } from "../signed-in.ts";
import { commit, getRow, requirement, touched } from "../stored-rows.ts";

const Body = z.strictObject({
  email: Email,
  password: GivenPassword,
  /** Where the person was going: answered as a path of this app, whatever is asked for. */
  return_to: z.string().optional(),
});

/** A wrong password, an unknown address and a disabled account are the same answer after the same work. */
export const signInOperation = (parts: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.sign-in",
    method: "POST",
    path: "/api/auth/sign-in",
    access: "public",
    summary: "Signs in.",
    body: Body,
    output: SignedIn.extend({ return_to: z.string().optional() }),
    async handle({ request, body: { email, password, return_to }, session: old, scope }) {
      const { signedIn, session } = await parts.throttle.attempt(email, scope.clientAddress, async () => {
        const account = await findLocalAccount(parts.kernel, email);
        const isRight = await parts.passwords.verify(password, account?.password_hash ?? null);
        const isLetIn = account && isRight && account.disabled_at === null;
        if (!isLetIn) {
          await parts.kernel.audit({ action: "account.sign-in-refused", tenant: globalTenant, actor: null });
          throw new MozaiksError("credentials.invalid");
        }
        return startSession(account, { old, userAgent: userAgentOf(request) }, parts);
      });
      parts.tidyUp();
      const { organization, user } = signedIn;
      await parts.kernel.audit({ action: "account.signed-in", tenant: organization.id, actor: user.id });
      const body = { ...signedIn, ...(return_to !== undefined && { return_to: toReturnPath(return_to) }) };
      return withSession({ body }, session, parts);
    },
  });

/** A session where the account was active last; the one that the browser had ends. */
async function startSession(
  account: AccountRow,
  { old, userAgent }: { readonly old: Session | null; readonly userAgent: string | null },
  { kernel }: IdentityParts,
): Promise<{ readonly signedIn: ReturnType<typeof toSignedIn>; readonly session: NewSession }> {
  return commit(kernel, async () => {
    const { password_hash } = account;
    const now = await getRow(kernel, "_accounts", account.id);
    if (!now || now.password_hash !== password_hash || now.disabled_at !== null)
      throw new MozaiksError("credentials.invalid");
    const membership =
      (await findMembership(kernel, now.last_organization, now.id)) ??
      (await findMembership(kernel, now.organization, now.id));
    if (!membership) throw new MozaiksError("credentials.invalid");
    const { organization, member } = membership;
    const session = newSession(kernel, now, { organization: organization.id, userAgent });
    const replaced = old ? await endedSessions(kernel, old.user.id, ({ id }) => id === old.sessionId) : [];
    const unit = [touched(kernel, "_accounts", now), requirement("users", member, {}), session.write, ...replaced];
    return { unit, result: { signedIn: toSignedIn(now, organization, member.role), session } };
  });
}
