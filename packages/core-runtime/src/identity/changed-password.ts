import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import type { AccountRow } from "./identity-rows.ts";
import { endedSessions } from "./sessions.ts";
import { change, findRows, removal } from "./stored-rows.ts";

/** An account with another password: all its sessions end, and links that would set one lead nowhere. */
export async function changedPassword(
  kernel: Kernel,
  account: AccountRow,
  password_hash: string,
): Promise<readonly Write[]> {
  const links = await findRows(kernel, "_password_resets", { account: account.id });
  return [
    change(kernel, "_accounts", account, { password_hash }),
    ...links.map((link) => removal("_password_resets", link)),
    ...(await endedSessions(kernel, account.id)),
  ];
}
