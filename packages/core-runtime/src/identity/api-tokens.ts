import { MozaiksError } from "@mozaiks/contracts";
import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import type { ApiTokenRow } from "./identity-rows.ts";
import { hashSecret, newSecret } from "./secret.ts";
import { findRow, insertion } from "./stored-rows.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Lets people and scanners of leaked secrets see what a token is. */
const prefix = "mzk_";

export const isApiToken = (bearer: string): boolean => bearer.startsWith(prefix);

export function newApiToken(
  kernel: Kernel,
  { days, ...fields }: Pick<ApiTokenRow, "account" | "organization" | "name" | "scopes"> & { readonly days: number },
): { readonly row: ApiTokenRow; readonly write: Write; readonly token: string } {
  const token = `${prefix}${newSecret().secret}`;
  const expires_at = new Date(kernel.now().getTime() + days * dayMs).toISOString();
  return { ...insertion(kernel, "_api_tokens", { ...fields, token_hash: hashSecret(token), expires_at }), token };
}

/** @throws MozaiksError `credential.invalid` when it is unknown, revoked or expired. */
export async function findApiToken(kernel: Kernel, token: string): Promise<ApiTokenRow> {
  const row = await findRow(kernel, "_api_tokens", { token_hash: hashSecret(token) });
  if (!row || kernel.now() >= new Date(row.expires_at)) throw new MozaiksError("credential.invalid");
  return row;
}
