import { MozaiksError } from "@mozaiks/contracts";
import type { Operation } from "../http/operation.ts";
import type { Session } from "./identity.ts";

type TokenAccess = "read" | "write";

/** What an API token can be limited to: `read`, `write`, or one collection of them: `tasks:read`. */
export const scopesOf = (collections: Iterable<string>): readonly string[] =>
  ["", ...collections].flatMap((name) => ["read", "write"].map((access) => (name ? `${name}:${access}` : access)));

/** Whether scopes cover this access to a collection; without one, to what belongs to none (routes, members, a batch). */
export const allowsScope = (scopes: readonly string[], access: TokenAccess, collection?: string): boolean =>
  scopes.includes(access) || (collection !== undefined && scopes.includes(`${collection}:${access}`));

/** Whether a credential is enough for an operation, whatever its user may do. @throws MozaiksError `scope.insufficient`. */
export function checkToken({ kind, scopes }: Session, { signInOnly, method, collection }: Operation): void {
  if (signInOnly && kind !== "session")
    throw new MozaiksError("scope.insufficient", "This needs somebody who is signed in; a token is not enough");
  const access = method === "GET" ? "read" : "write";
  if (scopes && !allowsScope(scopes, access, collection))
    throw new MozaiksError("scope.insufficient", `The token's scopes do not cover ${collection ?? "this"}: ${access}`);
}
