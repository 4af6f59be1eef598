import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { kernelOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { changedPassword } from "../changed-password.ts";
import { NewPassword } from "../credential-schemas.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { hashSecret } from "../secret.ts";
import { commit, findRow, getRow } from "../stored-rows.ts";

/** The link is used once; every session of the account ends, and nobody is signed in. */
export const resetPasswordOperation = ({ kernel, passwords }: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.password.reset",
    method: "POST",
    path: "/api/auth/password/reset",
    access: "public",
    summary: "Sets a new password with a link that was sent.",
    body: z.strictObject({ token: z.string().max(200), password: NewPassword }),
    async handle({ body: { token, password } }) {
      const password_hash = await passwords.hash(password);
      const account = await commit(kernel, async () => {
        const link = await findRow(kernel, "_password_resets", { token_hash: hashSecret(token) });
        const account = link && (await getRow(kernel, "_accounts", link.account));
        const isGood = account?.disabled_at === null && kernel.now() < new Date(link?.expires_at ?? 0);
        if (!account || !isGood) throw new MozaiksError("link.invalid");
        return { unit: await changedPassword(kernel, account, password_hash), result: account };
      });
      const { id: actor, organization: tenant } = account;
      await kernel.audit({ action: "account.password-changed", tenant, actor, note: "by mail" });
      return {};
    },
  });
