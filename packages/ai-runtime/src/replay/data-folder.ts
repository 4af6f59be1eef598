import { MozaiksError, type SessionEvent } from "@mozaiks/contracts";
import { openSqliteEventStore } from "../adapters/sqlite/sqlite-event-store.ts";
import type { DocumentStore } from "../ports/document-store.ts";
import type { StoredDefinition } from "../ports/event-store.ts";
import { tenantOf } from "../ports/tenant.ts";

/** The data of a server that is not running. */
export interface DataFolder extends AsyncDisposable {
  /** A whole log, with all that clients may not see. @throws MozaiksError `session.not-found`. */
  log(appId: string, chatId: string): Promise<readonly SessionEvent[]>;
  /** @throws MozaiksError `definition.not-found`. */
  definition(workflowId: string, version: string): Promise<StoredDefinition>;
  readonly documents: DocumentStore;
}

/** @throws MozaiksError `store.in-use` while a server has it. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const store = await openSqliteEventStore({ folder });
  return {
    documents: store.documents,
    async log(appId, chatId) {
      const { events } = await store.read(tenantOf(appId), chatId);
      if (events.length === 0) throw new MozaiksError("session.not-found", `${appId} has no chat ${chatId}`);
      return events.map(({ redact: _pointers, ...event }) => event);
    },
    async definition(workflowId, version) {
      const found = await store.definition(workflowId, version);
      if (found) return found;
      throw new MozaiksError("definition.not-found", `Version ${version} of ${workflowId} is not stored in ${folder}`);
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
