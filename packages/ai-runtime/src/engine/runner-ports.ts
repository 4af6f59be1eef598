import type { Catalog } from "../definitions/catalog.ts";
import type { DocumentStore } from "../ports/document-store.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { WorkQueue } from "../ports/work-queue.ts";
import type { ModelPorts } from "./call-model.ts";
import type { ToolPorts } from "./run-tool.ts";
import type { SessionLog } from "./session-log.ts";
import type { Sessions } from "./sessions.ts";

/** What a runner works with. */
export interface RunnerPorts extends ModelPorts, ToolPorts {
  readonly store: EventStore;
  readonly documents: DocumentStore;
  readonly queue: WorkQueue;
  readonly log: SessionLog;
  readonly catalog: Catalog;
  readonly sessions: Pick<Sessions, "execute" | "submit" | "reportChild">;
  /** True: a session whose `max_tokens` are used up makes no further model call. */
  readonly enforceBudget: boolean;
  /** Aborts when the process is shutting down: model calls end at once, tools may finish, nothing new begins. */
  readonly drain: AbortSignal;
}
