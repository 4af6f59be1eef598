import type { Operation } from "../http/operation.ts";

export type TokenAccess = "read" | "write";

/** What an API token can be limited to: `read`, `write`, or one collection of them: `tasks:read`. */
export const scopesOf = (collections: Iterable<string>): readonly string[] =>
  ["", ...collections].flatMap((name) => ["read", "write"].map((access) => (name ? `${name}:${access}` : access)));

/** Whether scopes cover this access to a collection; without one, to what belongs to none (routes, members, a batch). */
export const allowsScope = (scopes: readonly string[], access: TokenAccess, collection?: string): boolean =>
  scopes.includes(access) || (collection !== undefined && scopes.includes(`${collection}:${access}`));

/** What an operation asks of a token. */
export const accessOf = ({ method }: Pick<Operation, "method">): TokenAccess => (method === "GET" ? "read" : "write");
