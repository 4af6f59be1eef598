import type { AuditEvent } from "./audit/audit-event.ts";
import type { DataEngine } from "./data/data-engine.ts";
import type { CompiledApp } from "./definition/compiled-app.ts";
import type { Entitlements } from "./entitlements/entitlements.ts";
import type { Log } from "./log.ts";
import type { WorkflowClient } from "./workflows/workflow-client.ts";

/** What everything above the store works with. */
export interface Kernel {
  readonly app: CompiledApp;
  readonly engine: DataEngine;
  readonly now: () => Date;
  /** A lower-case UUIDv7. */
  readonly newId: () => string;
  readonly log: Log;
  /** Keeps what somebody did, for good. @throws MozaiksError `store.unavailable`. */
  readonly audit: (event: AuditEvent) => Promise<void>;
  readonly workflows: WorkflowClient;
  readonly entitlements: Entitlements;
}
