import type { Clock } from "../core/clock.ts";
import { fixtureToken, readFixtureToken, type FixtureClaims } from "./fixture-token.ts";

/** The tokens and tickets of a fixture runtime. */
export interface FixtureTokens {
  issue(chatId: string, workflowId?: string): string;
  /** What a token says while it is good. */
  read(token: string): FixtureClaims | undefined;
  ticketFor(claims: FixtureClaims): string;
  /** The token or the ticket in an address; a ticket is good once. */
  redeem(query: URLSearchParams): FixtureClaims | undefined;
  /** No token that was given so far is good any more. */
  revoke(): void;
}

export function createFixtureTokens({ clock, seconds }: { clock: Clock; seconds: number }): FixtureTokens {
  const tickets = new Map<string, FixtureClaims>();
  let issued = 0;
  let revoked = 0;
  let ticketCount = 0;

  function read(token: string): FixtureClaims | undefined {
    const claims = readFixtureToken(token);
    return claims && claims.exp * 1000 > clock.now() && Number(claims.jti) > revoked ? claims : undefined;
  }

  return {
    issue(chatId, workflowId = "") {
      issued += 1;
      const expiresAtMs = clock.now() + seconds * 1000;
      return fixtureToken({ chat_id: chatId, workflow_id: workflowId, expiresAtMs, id: issued });
    },
    read,
    ticketFor(claims) {
      ticketCount += 1;
      tickets.set(`ticket_${ticketCount}`, claims);
      return `ticket_${ticketCount}`;
    },
    redeem(query) {
      const ticket = query.get("ticket");
      if (ticket === null) return read(query.get("token") ?? "");
      const claims = tickets.get(ticket);
      tickets.delete(ticket);
      return claims && Number(claims.jti) > revoked ? claims : undefined;
    },
    revoke() {
      revoked = issued;
    },
  };
}
