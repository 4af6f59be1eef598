/** A token of the right form that nobody signed. `id` tells tokens apart. */
export function fixtureToken(claims: {
  chat_id: string;
  workflow_id: string;
  expiresAtMs: number;
  id: number;
}): string {
  const { expiresAtMs, id, ...named } = claims;
  const payload = btoa(JSON.stringify({ ...named, exp: expiresAtMs / 1000, jti: String(id) }));
  return `fixture.${payload.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}.unsigned`;
}

export interface FixtureClaims {
  readonly chat_id: string;
  readonly exp: number;
  readonly jti: string;
}

/** What a token of {@link fixtureToken} says; undefined for anything else. */
export function readFixtureToken(token: string): FixtureClaims | undefined {
  const [kind, payload = ""] = token.split(".");
  if (kind !== "fixture") return undefined;
  return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as FixtureClaims;
}
