import { z } from "zod";
import { kernelOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { Email } from "../credential-schemas.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { findLocalAccount } from "../new-account.ts";
import { newSecret } from "../secret.ts";
import { commit, findRows, insertion, removal, touched } from "../stored-rows.ts";

const lifetimeMs = 60 * 60 * 1000;

/**
 * The answer comes before anything is looked up, so neither it nor its time tells whether there is an account. Without a mail
 * server nothing happens but a line for the operator, who can set a password with `mozaiks app user reset-password`; a link in the
 * log would let in whoever reads it.
 */
export const forgotPasswordOperation = (parts: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.password.forgot",
    method: "POST",
    path: "/api/auth/password/forgot",
    access: "public",
    summary: "Sends a link that sets a new password, if there is an account.",
    body: z.strictObject({ email: Email }),
    async handle({ body: { email } }) {
      if (parts.mail) parts.background.run("password.reset-mail", () => sendLink(email, parts));
      else parts.kernel.log.warn({ event: "password.reset-without-mail" });
      return { status: 202 };
    },
  });

async function sendLink(email: string, { kernel, mail }: IdentityParts): Promise<void> {
  const { secret, hash } = newSecret();
  const isKnown = await commit(kernel, async () => {
    const account = await findLocalAccount(kernel, email);
    if (!account || account.disabled_at !== null) return { unit: [], result: false };
    const expires_at = new Date(kernel.now().getTime() + lifetimeMs).toISOString();
    const { write } = insertion(kernel, "_password_resets", { account: account.id, token_hash: hash, expires_at });
    const older = await findRows(kernel, "_password_resets", { account: account.id });
    const replaced = older.map((row) => removal("_password_resets", row));
    return { unit: [touched(kernel, "_accounts", account), ...replaced, write], result: true };
  });
  if (isKnown) await mail?.passwordReset(email, secret);
}
