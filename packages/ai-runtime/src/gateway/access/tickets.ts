import { createHash, randomBytes } from "node:crypto";
import { MozaiksError } from "@mozaiks/contracts";
import type { Clock } from "../../ports/clock.ts";
import type { EventStore } from "../../ports/event-store.ts";
import type { LaunchIdentity } from "./identity.ts";

export const ticketLifetimeS = 30;

/** What a browser connects with instead of a token: it opens one connection, once. */
export interface Tickets {
  /** A ticket for the identity's chat. It carries the whole identity with its expiry, and is good for 30 s. */
  issueTicket(identity: LaunchIdentity): Promise<string>;
  /** @throws MozaiksError `ticket.invalid` when it is unknown, used or too old; `token.expired` when its token is. */
  redeemTicket(ticket: string): Promise<LaunchIdentity>;
}

/** The store sees only a digest: whoever reads it cannot use what is in it. */
const digest = (ticket: string): string => createHash("sha256").update(ticket).digest("base64url");

/** Tickets that any process which shares the store can redeem. */
export function createTickets(store: Pick<EventStore, "putTicket" | "takeTicket">, clock: Clock): Tickets {
  return {
    async issueTicket(identity) {
      const { tenant, ...payload } = identity;
      const ticket = randomBytes(32).toString("base64url");
      const expiresAt = new Date(clock.now().getTime() + ticketLifetimeS * 1000).toISOString();
      await store.putTicket(tenant, digest(ticket), JSON.stringify(payload), expiresAt);
      return ticket;
    },

    async redeemTicket(ticket) {
      const now = clock.now();
      const taken = await store.takeTicket(digest(ticket), now.toISOString());
      if (!taken) throw new MozaiksError("ticket.invalid");
      const payload = JSON.parse(taken.payload) as Omit<LaunchIdentity, "tenant">;
      if (payload.expires_at * 1000 <= now.getTime()) throw new MozaiksError("token.expired");
      return { ...payload, tenant: taken.tenant };
    },
  };
}
