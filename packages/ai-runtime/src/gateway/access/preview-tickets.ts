import { createHash, randomBytes } from "node:crypto";
import { MozaiksError } from "@mozaiks/contracts";
import type { Clock } from "../../ports/clock.ts";
import type { EventStore } from "../../ports/event-store.ts";
import type { LaunchIdentity } from "./identity.ts";

const lifetimeMs = 600_000;

/** One version of one artifact, and for whom it is shown. */
export interface Preview {
  readonly identity: LaunchIdentity;
  readonly artifactId: string;
  readonly version: number;
}

/** What a frame is opened with: frames and what they load carry no headers. */
export interface PreviewTickets {
  /** A ticket for the preview. It opens every file of the version until it expires: after 10 min, or with its token. */
  issuePreview(preview: Preview): Promise<{ ticket: string; expiresAt: Date }>;
  /** @throws MozaiksError `ticket.invalid` when it is unknown or expired. */
  openPreview(ticket: string): Promise<Preview>;
}

/** Not the digest of a connection's ticket: neither opens what the other is for. */
const digest = (ticket: string): string => createHash("sha256").update(`preview ${ticket}`).digest("base64url");

/** Previews that any process which shares the store can serve. */
export function createPreviewTickets(
  store: Pick<EventStore, "putTicket" | "readTicket">,
  clock: Clock,
): PreviewTickets {
  return {
    async issuePreview({ identity, artifactId, version }) {
      const { tenant, ...rest } = identity;
      const ticket = randomBytes(32).toString("base64url");
      const expiresAt = new Date(Math.min(clock.now().getTime() + lifetimeMs, identity.expires_at * 1000));
      const payload = JSON.stringify({ identity: rest, artifactId, version });
      await store.putTicket(tenant, digest(ticket), payload, expiresAt.toISOString());
      return { ticket, expiresAt };
    },

    async openPreview(ticket) {
      const found = await store.readTicket(digest(ticket), clock.now().toISOString());
      if (!found) throw new MozaiksError("ticket.invalid");
      const { identity, ...rest } = JSON.parse(found.payload) as Preview & { identity: Omit<LaunchIdentity, "tenant"> };
      return { ...rest, identity: { ...identity, tenant: found.tenant } };
    },
  };
}
