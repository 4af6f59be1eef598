import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { kernelOperation, type Reply } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { DisplayName, Email, nameInAddress, NewPassword } from "../credential-schemas.ts";
import type { Session } from "../identity.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { findLocalAccount, newAccount } from "../new-account.ts";
import { ownerRole } from "../roles.ts";
import { newSecret } from "../secret.ts";
import { endedSessions, newSession } from "../sessions.ts";
import { SignedIn, toSignedIn, userAgentOf, withSession } from "../signed-in.ts";
import { commit, findRows, insertion, removal } from "../stored-rows.ts";

const lifetimeMs = 24 * 60 * 60 * 1000;
const Pending = z.object({ verification: z.literal("sent") });

interface Wanted {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

/**
 * With a mail server: always 202, before anything is looked up; the account is made by the link. Without one: the account and a
 * session in its personal organisation at once.
 */
export const signUpOperation = (parts: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.sign-up",
    method: "POST",
    path: "/api/auth/sign-up",
    access: "public",
    summary: "Makes an account and signs in, or sends a link that makes it.",
    body: z.strictObject({ email: Email, password: NewPassword, name: DisplayName.optional() }),
    output: z.union([SignedIn, Pending]),
    async handle({ request, session, body: { email, password, name = nameInAddress(email) } }) {
      const wanted = { email, name, passwordHash: await parts.passwords.hash(password) };
      if (!parts.mail) return signUp(wanted, { old: session, userAgent: userAgentOf(request) }, parts);
      parts.background.run("sign-up.mail", () => sendLink(wanted, parts));
      return { status: 202, body: { verification: "sent" as const } };
    },
  });

async function signUp(
  wanted: Wanted,
  { old, userAgent }: { readonly old: Session | null; readonly userAgent: string | null },
  parts: IdentityParts,
): Promise<Reply<z.input<typeof SignedIn>>> {
  const { kernel } = parts;
  const { account, organization, session } = await commit(kernel, async () => {
    if (await findLocalAccount(kernel, wanted.email)) throw new MozaiksError("account.exists");
    const { account, organization, writes } = newAccount(kernel, wanted);
    const session = newSession(kernel, account, { organization: organization.id, userAgent });
    const replaced = old ? await endedSessions(kernel, old.user.id, ({ id }) => id === old.sessionId) : [];
    return { unit: [...replaced, ...writes, session.write], result: { account, organization, session } };
  });
  await kernel.audit({ action: "account.created", tenant: organization.id, actor: account.id });
  return withSession({ status: 201, body: toSignedIn(account, organization, ownerRole(kernel.app)) }, session, parts);
}

async function sendLink({ email, name, passwordHash }: Wanted, { kernel, mail }: IdentityParts): Promise<void> {
  const { secret, hash } = newSecret();
  const isNew = await commit(kernel, async () => {
    if (await findLocalAccount(kernel, email)) return { unit: [], result: false };
    const now = kernel.now().getTime();
    const expired = (await findRows(kernel, "_sign_ups", { email })).filter((row) => Date.parse(row.expires_at) <= now);
    const { write } = insertion(kernel, "_sign_ups", {
      email,
      name,
      password_hash: passwordHash,
      token_hash: hash,
      expires_at: new Date(now + lifetimeMs).toISOString(),
    });
    return { unit: [...expired.map((row) => removal("_sign_ups", row)), write], result: true };
  });
  await (isNew ? mail?.verification(email, secret) : mail?.accountExists(email));
}
