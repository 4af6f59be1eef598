import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import { invalidRequest } from "../records/item-error.ts";
import { parseInput } from "../records/parse-input.ts";
import { changedPassword } from "./changed-password.ts";
import { DisplayName, Email, nameInAddress, NewPassword } from "./credential-schemas.ts";
import type { AccountRow } from "./identity-rows.ts";
import { newMember } from "./members.ts";
import { findLocalAccount, newAccount } from "./new-account.ts";
import { createPasswordHasher } from "./password-hasher.ts";
import { endedSessions } from "./sessions.ts";
import { change, commit, findRows, getRow, removal, touched } from "./stored-rows.ts";

const Credentials = z.strictObject({ email: Email, password: NewPassword, name: DisplayName.optional() });

/** An organisation to be a member of, and as what. */
export interface NewMembership {
  readonly organization: string;
  readonly role: string;
}

/**
 * Makes an account with its personal organisation, and a member of another one when asked, for who runs the app.
 * @throws MozaiksError `request.invalid`; `account.exists`; `organization.not-found`, `organization.personal`.
 */
export async function createUser(
  kernel: Kernel,
  {
    membership,
    ...given
  }: { readonly email: string; readonly password: string; readonly name?: string; readonly membership?: NewMembership },
): Promise<{ readonly id: string; readonly email: string; readonly organization: string }> {
  const { email, password, name = nameInAddress(email) } = parseInput(Credentials, given);
  const passwordHash = await createPasswordHasher().hash(password);
  const account = await commit(kernel, async () => {
    if (await findLocalAccount(kernel, email)) throw new MozaiksError("account.exists");
    const { account, writes } = newAccount(kernel, { email, name, passwordHash });
    const more = membership ? await joined(kernel, account, membership) : [];
    return { unit: [...writes, ...more], result: account };
  });
  const { id, organization } = account;
  await kernel.audit({ action: "account.created", tenant: organization, actor: null, subject: id });
  if (membership)
    await kernel.audit({ action: "member.joined", tenant: membership.organization, actor: id, note: membership.role });
  return { id, email, organization };
}

/**
 * Gives an account another password, for who runs the app; all its sessions end.
 * @throws MozaiksError `request.invalid`; `record.not-found`.
 */
export async function resetPassword(
  kernel: Kernel,
  given: { readonly email: string; readonly password: string },
): Promise<void> {
  const { email, password } = parseInput(Credentials.omit({ name: true }), given);
  const passwordHash = await createPasswordHasher().hash(password);
  const account = await commit(kernel, async () => {
    const account = await known(kernel, email);
    return { unit: await changedPassword(kernel, account, passwordHash), result: account };
  });
  const { id: subject, organization: tenant } = account;
  await kernel.audit({ action: "account.password-changed", tenant, actor: null, subject });
}

/**
 * Shuts an account out with the next request: its sessions end, its API tokens are revoked, and it cannot sign in.
 * @throws MozaiksError `record.not-found`.
 */
export async function disableUser(kernel: Kernel, email: string): Promise<void> {
  const account = await commit(kernel, async () => {
    const account = await known(kernel, email.toLowerCase());
    const tokens = await findRows(kernel, "_api_tokens", { account: account.id });
    const unit = [
      change(kernel, "_accounts", account, { disabled_at: kernel.now().toISOString() }),
      ...(await endedSessions(kernel, account.id)),
      ...tokens.map((token) => removal("_api_tokens", token)),
    ];
    return { unit, result: account };
  });
  const { id: subject, organization: tenant } = account;
  await kernel.audit({ action: "account.disabled", tenant, actor: null, subject });
}

/** Lets a disabled account sign in again. @throws MozaiksError `record.not-found`. */
export async function enableUser(kernel: Kernel, email: string): Promise<void> {
  const account = await commit(kernel, async () => {
    const account = await known(kernel, email.toLowerCase());
    return { unit: [change(kernel, "_accounts", account, { disabled_at: null })], result: account };
  });
  const { id: subject, organization: tenant } = account;
  await kernel.audit({ action: "account.enabled", tenant, actor: null, subject });
}

async function joined(kernel: Kernel, account: AccountRow, membership: NewMembership): Promise<readonly Write[]> {
  const { roles } = kernel.app;
  if (!roles.includes(membership.role))
    throw invalidRequest([{ path: "/role", code: "invalid", message: `must be one of ${roles.join(", ")}` }]);
  const organization = await getRow(kernel, "_organizations", membership.organization);
  if (!organization) throw new MozaiksError("organization.not-found");
  if (organization.personal) throw new MozaiksError("organization.personal");
  return [touched(kernel, "_organizations", organization), ...newMember(kernel, account, membership)];
}

async function known(kernel: Kernel, email: string): Promise<AccountRow> {
  const account = await findLocalAccount(kernel, email);
  if (!account) throw new MozaiksError("record.not-found", "There is no account with this e-mail address");
  return account;
}
