import type { EventStore } from "../../ports/event-store.ts";
import { toInstant } from "../../ports/session-projection.ts";
import { tenantOf } from "../../ports/tenant.ts";
import type { DatabaseThread } from "./database-thread.ts";

type RecordMethods =
  | "putDefinition"
  | "definition"
  | "putSnapshot"
  | "snapshot"
  | "putTicket"
  | "readTicket"
  | "takeTicket"
  | "putIdempotent";

/** Definitions, snapshots, tickets and idempotent answers. What has expired is removed by the next call of its kind. */
export function keyedRecords(thread: DatabaseThread): Pick<EventStore, RecordMethods> {
  return {
    putDefinition: ({ workflow_id, version, manifest, code }) =>
      thread.write("putDefinition", { workflow_id, version, manifest, code: code ?? null }, manifest.length),

    async definition(workflowId, version) {
      const row = await thread.read("definition", { workflow_id: workflowId, version });
      if (!row) return undefined;
      const { code, ...definition } = row;
      return code === null ? definition : { ...definition, code };
    },

    putSnapshot: ({ app_id }, chat_id, kind, seq, state) =>
      thread.write("putSnapshot", { app_id, chat_id, kind, seq, state }, state.length),

    snapshot: ({ app_id }, chat_id, kind) => thread.read("snapshot", { app_id, chat_id, kind }),

    async putTicket({ app_id }, ticket, payload, expiresAt) {
      await thread.write("putTicket", { app_id, ticket, payload, expires_at: toInstant(expiresAt) });
    },

    async readTicket(ticket, now) {
      const found = await thread.read("readTicket", { ticket, now: toInstant(now) });
      return found && { tenant: tenantOf(found.app_id), payload: found.payload };
    },

    async takeTicket(ticket, now) {
      const taken = await thread.write("takeTicket", { ticket, now: toInstant(now) });
      return taken && { tenant: tenantOf(taken.app_id), payload: taken.payload };
    },

    async putIdempotent({ app_id }, key, value, { now, expiresAt }) {
      const times = { now: toInstant(now), expires_at: toInstant(expiresAt) };
      return thread.write("putIdempotent", { app_id, key, value, ...times }, value.length);
    },
  };
}
