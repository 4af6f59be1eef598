import { z } from "zod";
import type { Reply } from "../http/kernel-operation.ts";
import type { OrganizationRow } from "./identity-rows.ts";
import type { NewSession } from "./sessions.ts";
import type { IdentityParts } from "./identity-parts.ts";

/** Who somebody is and where they act. */
export const SignedIn = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  organization: z.object({ id: z.string(), name: z.string(), role: z.string() }),
});

export function toSignedIn(
  { id, email, name }: { readonly id: string; readonly email: string; readonly name: string },
  organization: OrganizationRow,
  role: string,
): z.input<typeof SignedIn> {
  return { user: { id, email, name }, organization: { id: organization.id, name: organization.name, role } };
}

/** Hands the secret of a new session to the browser. */
export function withSession<O>(
  reply: Reply<O>,
  { row, secret }: NewSession,
  { cookie, kernel }: Pick<IdentityParts, "cookie" | "kernel">,
): Reply<O> {
  const maxAgeS = Math.floor((Date.parse(row.expires_at) - kernel.now().getTime()) / 1000);
  return { ...reply, headers: { ...reply.headers, "set-cookie": cookie.set(secret, maxAgeS) } };
}

/** What the list of sessions calls a browser by. */
export const userAgentOf = (request: Request): string | null =>
  request.headers
    .get("user-agent")
    ?.replaceAll(/[^\x20-\x7e]/g, "")
    .slice(0, 200) ?? null;
