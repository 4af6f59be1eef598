import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import type { AccountRow, OrganizationRow } from "./identity-rows.ts";
import { newMember } from "./members.ts";
import { ownerRole } from "./roles.ts";
import { findRow, insertion } from "./stored-rows.ts";

/** The issuer of accounts with a password here. Those of external issuers are addresses, so none can be taken for it. */
const localIssuer = "local";

export interface NewAccount {
  readonly account: AccountRow;
  readonly organization: OrganizationRow;
  readonly writes: readonly Write[];
}

/** An account with its personal organisation, which it owns. The store refuses a second one for the address. */
export function newAccount(
  kernel: Kernel,
  { email, name, passwordHash }: { readonly email: string; readonly name: string; readonly passwordHash: string },
): NewAccount {
  const organization = insertion(kernel, "_organizations", { name, personal: true });
  const account = insertion(kernel, "_accounts", {
    issuer: localIssuer,
    subject: email,
    email,
    name,
    password_hash: passwordHash,
    disabled_at: null,
    organization: organization.row.id,
    last_organization: organization.row.id,
  });
  const member = newMember(kernel, account.row, { organization: organization.row.id, role: ownerRole(kernel.app) });
  return {
    account: account.row,
    organization: organization.row,
    writes: [account.write, organization.write, ...member],
  };
}

/** The account that signs in with an e-mail address (in lower case) and a password. */
export async function findLocalAccount(kernel: Kernel, email: string): Promise<AccountRow | undefined> {
  const account = await findRow(kernel, "_accounts", { issuer: localIssuer, subject: email });
  return account;
}
