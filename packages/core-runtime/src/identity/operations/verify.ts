import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { kernelOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { findLocalAccount, newAccount } from "../new-account.ts";
import { hashSecret } from "../secret.ts";
import { commit, findRow, findRows, removal } from "../stored-rows.ts";

/** Makes the account that a sign-up asked for. It does not sign in: that takes the password, which a stranger may have chosen. */
export const verifyOperation = ({ kernel }: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.verify",
    method: "POST",
    path: "/api/auth/verify",
    access: "public",
    summary: "Confirms an address with the link that was sent there.",
    body: z.strictObject({ token: z.string().max(200) }),
    async handle({ body: { token } }) {
      const account = await commit(kernel, async () => {
        const signUp = await findRow(kernel, "_sign_ups", { token_hash: hashSecret(token) });
        if (!signUp || kernel.now() >= new Date(signUp.expires_at)) throw new MozaiksError("link.invalid");
        const { email, name, password_hash: passwordHash } = signUp;
        if (await findLocalAccount(kernel, email)) throw new MozaiksError("account.exists");
        const { account, writes } = newAccount(kernel, { email, name, passwordHash });
        const others = await findRows(kernel, "_sign_ups", { email });
        return { unit: [...others.map((row) => removal("_sign_ups", row)), ...writes], result: account };
      });
      await kernel.audit({ action: "account.created", tenant: account.organization, actor: account.id });
      return {};
    },
  });
