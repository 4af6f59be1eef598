import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { kernelOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { DisplayName, Email, NewPassword } from "../credential-schemas.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { findLocalAccount, newAccount } from "../new-account.ts";
import { ownerRole } from "../roles.ts";
import { newSession } from "../sessions.ts";
import { SignedIn, toSignedIn, userAgentOf, withSession } from "../signed-in.ts";
import { commit } from "../stored-rows.ts";

const Body = z.strictObject({ email: Email, password: NewPassword, name: DisplayName.optional() });

/** An account with its personal organisation, and a session in it. */
export const signUpOperation = (parts: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.sign-up",
    method: "POST",
    path: "/api/auth/sign-up",
    access: "public",
    summary: "Makes an account and signs in.",
    body: Body,
    output: SignedIn,
    async handle({ request, body: { email, password, name = nameIn(email) } }) {
      const { kernel } = parts;
      const passwordHash = await parts.passwords.hash(password);
      const { signedIn, session } = await commit(kernel, async () => {
        if (await findLocalAccount(kernel, email)) throw new MozaiksError("account.exists");
        const { account, organization, writes } = newAccount(kernel, { email, name, passwordHash });
        const session = newSession(kernel, account, {
          organization: organization.id,
          userAgent: userAgentOf(request),
        });
        const signedIn = toSignedIn(account, organization, ownerRole(kernel.app));
        return { unit: [...writes, session.write], result: { signedIn, session } };
      });
      return withSession({ status: 201, body: signedIn }, session, parts);
    },
  });

const nameIn = (email: string): string => email.slice(0, email.indexOf("@"));
