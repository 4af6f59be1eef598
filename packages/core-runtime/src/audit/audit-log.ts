import type { DataEngine, Write } from "../data/data-engine.ts";
import type { StoredCollection } from "../data/stored-collection.ts";
import { always } from "../expression/expr.ts";
import type { Log } from "../log.ts";
import { maybeScope, type Scope } from "../scope/scope.ts";
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
  return async (event) => {
    const scope = maybeScope();
    const write = auditWrite(event, { now, newId, scope });
    await (scope?.transaction ?? engine).apply([write]);
    logAudit(event, { log, scope });
  };
}

type Source = Pick<Scope, "requestId" | "clientAddress"> | undefined;

/** The entry as a step of a unit: kept with what it tells of, or not at all. */
export function auditWrite(
  { action, tenant, actor, subject, note }: AuditEvent,
  { now, newId, scope }: Pick<AuditParts, "now" | "newId"> & { readonly scope: Source },
): Write {
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
    subject: subject ?? null,
    note: note ?? null,
    request_id: scope?.requestId ?? null,
    client_address: scope?.clientAddress ?? null,
  };
  return { kind: "insert", collection: auditCollection.name, row, guard: always };
}

/** The entry as a line of the log. */
export function logAudit(
  event: AuditEvent,
  { log, scope }: Pick<AuditParts, "log"> & { readonly scope: Source },
): void {
  log.info({ event: "audit", ...event, requestId: scope?.requestId, clientAddress: scope?.clientAddress });
}
