import type { DataEngine } from "../data/data-engine.ts";
import type { StoredCollection } from "../data/stored-collection.ts";
import { always } from "../expression/expr.ts";
import type { Log } from "../log.ts";
import { maybeScope } from "../scope/scope.ts";
import type { AuditEvent } from "./audit-event.ts";

const text = (name: string) => ({ name, type: { kind: "text" } }) as const;

/** Nothing changes or removes a row of it. */
export const auditCollection: StoredCollection = {
  name: "_audit",
  fields: ["action", "actor", "subject", "note", "request_id", "client_address"].map(text),
  indexes: [{ fields: ["created_at"], unique: false }],
};

export interface AuditParts {
  readonly engine: DataEngine;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Keeps what happened, with the request it came with: as a row, inside the transaction of the scope when it has one, and a log line. */
export function createAudit({ engine, log, now, newId }: AuditParts): (event: AuditEvent) => Promise<void> {
  return async ({ action, tenant, actor, subject = null, note = null }) => {
    const scope = maybeScope();
    const at = now().toISOString();
    const row = {
      tenant,
      id: newId(),
      owner: null,
      version: 1,
      created_at: at,
      updated_at: at,
      deleted_at: null,
      action,
      actor,
      subject,
      note,
      request_id: scope?.requestId ?? null,
      client_address: scope?.clientAddress ?? null,
    };
    const store = scope?.transaction ?? engine;
    await store.apply([{ kind: "insert", collection: auditCollection.name, row, guard: always }]);
    const { request_id: requestId, client_address: clientAddress } = row;
    log.info({ event: "audit", action, tenant, actor, subject, note, requestId, clientAddress });
  };
}
