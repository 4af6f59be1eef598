import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { getMembership } from "../members.ts";
import { newSession } from "../sessions.ts";
import { SignedIn, toSignedIn, withSession } from "../signed-in.ts";
import { change, commit, getRow, removal, requirement } from "../stored-rows.ts";

/** A new session takes the old one's place and lasts no longer; streams of the old one end. */
export const switchOrganizationOperation = (parts: IdentityParts): Operation =>
  userOperation({
    id: "auth.switch",
    method: "POST",
    path: "/api/auth/switch",
    signInOnly: true,
    summary: "Makes another of one's organisations the active one.",
    body: z.strictObject({ organization: z.string() }),
    output: SignedIn,
    async handle({ session, body }) {
      const { kernel } = parts;
      const { user } = session;
      const { signedIn, next } = await commit(kernel, async () => {
        const { organization, member } = await getMembership(kernel, body.organization, user.id);
        const [old, account] = await Promise.all([
          getRow(kernel, "_sessions", session.sessionId),
          getRow(kernel, "_accounts", user.id),
        ]);
        if (!old || !account) throw new MozaiksError("credential.invalid");
        const { user_agent: userAgent } = old;
        const next = newSession(kernel, account, { organization: organization.id, userAgent, continued: old });
        const unit = [
          requirement("users", member, {}),
          removal("_sessions", old),
          next.write,
          change(kernel, "_accounts", account, { last_organization: organization.id }),
        ];
        return { unit, result: { signedIn: toSignedIn(user, organization, member.role), next } };
      });
      const { id: tenant } = signedIn.organization;
      await kernel.audit({ action: "organization.switched", tenant, actor: user.id });
      return withSession({ body: signedIn }, next, parts);
    },
  });
