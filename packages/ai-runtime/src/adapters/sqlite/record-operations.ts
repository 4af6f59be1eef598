import type { DatabaseSync } from "node:sqlite";
import type { ChatKey } from "./log-operations.ts";

export interface DefinitionColumns {
  readonly workflow_id: string;
  readonly version: string;
  readonly manifest: string;
  readonly code: string | null;
}

export interface TicketColumns {
  readonly app_id: string;
  readonly ticket: string;
  readonly payload: string;
  readonly expires_at: string;
}

export interface Snapshot {
  readonly seq: number;
  readonly state: string;
}

/** Everything that is found by a key: definitions, snapshots, tickets, idempotent answers. */
export function recordOperations(database: DatabaseSync) {
  const putDefinition = database.prepare(`
    INSERT INTO definition (workflow_id, version, manifest, code) VALUES (:workflow_id, :version, :manifest, :code)
    ON CONFLICT DO NOTHING`);
  const definition = database.prepare("SELECT * FROM definition WHERE workflow_id = ? AND version = ?");

  const putSnapshot = database.prepare(`
    INSERT INTO snapshot (session_id, kind, seq, state)
    SELECT id, :kind, :seq, :state FROM session WHERE app_id = :app_id AND chat_id = :chat_id
    ON CONFLICT (session_id, kind) DO UPDATE SET seq = excluded.seq, state = excluded.state
      WHERE excluded.seq >= snapshot.seq`);
  const snapshot = database.prepare(`
    SELECT p.seq, p.state FROM session s JOIN snapshot p ON p.session_id = s.id
    WHERE s.app_id = ? AND s.chat_id = ? AND p.kind = ?`);

  const putTicket = database.prepare(`
    INSERT OR REPLACE INTO ticket (ticket, app_id, payload, expires_at)
    VALUES (:ticket, :app_id, :payload, :expires_at)`);
  const readTicket = database.prepare("SELECT app_id, payload FROM ticket WHERE ticket = ? AND expires_at > ?");
  const takeTicket = database.prepare("DELETE FROM ticket WHERE ticket = ? RETURNING app_id, payload, expires_at");
  const purgeTickets = database.prepare("DELETE FROM ticket WHERE expires_at <= ?");

  const purgeIdempotent = database.prepare("DELETE FROM idempotent WHERE expires_at <= ?");
  const putIdempotent = database.prepare(`
    INSERT INTO idempotent (app_id, key, value, expires_at) VALUES (:app_id, :key, :value, :expires_at)
    ON CONFLICT DO NOTHING`);
  const idempotent = database.prepare("SELECT value FROM idempotent WHERE app_id = ? AND key = ?");

  return {
    reads: {
      definition({ workflow_id, version }: { workflow_id: string; version: string }) {
        return definition.get(workflow_id, version) as DefinitionColumns | undefined;
      },

      snapshot({ app_id, chat_id, kind }: ChatKey & { kind: string }) {
        return snapshot.get(app_id, chat_id, kind) as Snapshot | undefined;
      },

      readTicket({ ticket, now }: { ticket: string; now: string }) {
        return readTicket.get(ticket, now) as Pick<TicketColumns, "app_id" | "payload"> | undefined;
      },
    },
    writes: {
      putDefinition({ workflow_id, version, manifest, code }: DefinitionColumns): void {
        putDefinition.run({ workflow_id, version, manifest, code });
      },

      putSnapshot({ app_id, chat_id, kind, seq, state }: ChatKey & Snapshot & { kind: string }): void {
        putSnapshot.run({ app_id, chat_id, kind, seq, state });
      },

      putTicket({ app_id, ticket, payload, expires_at }: TicketColumns): void {
        putTicket.run({ app_id, ticket, payload, expires_at });
      },

      takeTicket({ ticket, now }: { ticket: string; now: string }) {
        const row = takeTicket.get(ticket) as TicketColumns | undefined;
        purgeTickets.run(now);
        return row && row.expires_at > now ? { app_id: row.app_id, payload: row.payload } : undefined;
      },

      putIdempotent(input: { app_id: string; key: string; value: string; now: string; expires_at: string }) {
        const { now, ...row } = input;
        purgeIdempotent.run(now);
        const stored = putIdempotent.run(row).changes === 1;
        return { value: idempotent.get(row.app_id, row.key)?.["value"] as string, stored };
      },
    },
  };
}
