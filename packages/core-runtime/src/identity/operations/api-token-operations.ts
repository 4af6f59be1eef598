import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { DisplayName } from "../credential-schemas.ts";
import type { IdentityParts } from "../identity-parts.ts";
import type { ApiTokenRow } from "../identity-rows.ts";
import { newApiToken } from "../api-tokens.ts";
import { getMembership } from "../members.ts";
import { commit, findRow, findRows, getRow, removal, requirement, touched } from "../stored-rows.ts";
import { scopesOf } from "../token-scopes.ts";

const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  organization: z.string(),
  scopes: z.array(z.string()),
  created_at: z.string(),
  expires_at: z.string(),
});

const toApiToken = ({ id, name, organization, scopes, created_at, expires_at }: ApiTokenRow) => ({
  id,
  name,
  organization,
  scopes: [...scopes],
  created_at,
  expires_at,
});

/** Tokens for programs: each acts for its account in the organisation it was made in, within its scopes. */
export const apiTokenOperations = ({ kernel }: IdentityParts): readonly Operation[] => [
  userOperation({
    id: "auth.tokens.create",
    method: "POST",
    path: "/api/auth/tokens",
    signInOnly: true,
    summary: "Makes an API token; it is shown this once.",
    body: z.strictObject({
      name: DisplayName,
      scopes: z
        .array(z.enum(scopesOf(kernel.app.collections.keys())))
        .min(1)
        .max(100),
      expires_in_days: z.int().min(1).max(366).default(90),
    }),
    output: ApiToken.extend({ token: z.string() }),
    async handle({ session: { user, organization }, body: { name, scopes, expires_in_days: days } }) {
      const { row, token } = await commit(kernel, async () => {
        const { member } = await getMembership(kernel, organization.id, user.id);
        const account = await getRow(kernel, "_accounts", user.id);
        if (!account || account.disabled_at !== null) throw new MozaiksError("credential.invalid");
        const made = newApiToken(kernel, { account: user.id, organization: organization.id, name, scopes, days });
        return {
          unit: [touched(kernel, "_accounts", account), requirement("users", member, {}), made.write],
          result: made,
        };
      });
      await kernel.audit({ action: "token.created", tenant: organization.id, actor: user.id, subject: row.id });
      return { status: 201, body: { ...toApiToken(row), token }, headers: { "cache-control": "no-store" } };
    },
  }),
  userOperation({
    id: "auth.tokens.list",
    method: "GET",
    path: "/api/auth/tokens",
    signInOnly: true,
    summary: "Lists one's own API tokens.",
    output: z.object({ items: z.array(ApiToken) }),
    async handle({ session: { user } }) {
      const rows = await findRows(kernel, "_api_tokens", { account: user.id });
      return { body: { items: rows.map(toApiToken) } };
    },
  }),
  userOperation({
    id: "auth.tokens.delete",
    method: "DELETE",
    path: "/api/auth/tokens/{id}",
    signInOnly: true,
    summary: "Revokes one of one's own API tokens.",
    async handle({ session: { user }, params: { id = "" } }) {
      const token = await commit(kernel, async () => {
        const token = await findRow(kernel, "_api_tokens", { account: user.id, id });
        if (!token) throw new MozaiksError("record.not-found");
        return { unit: [removal("_api_tokens", token)], result: token };
      });
      await kernel.audit({ action: "token.revoked", tenant: token.organization, actor: user.id, subject: id });
      return {};
    },
  }),
];
