import { type DocumentStore, revisionOf } from "../ports/document-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { DraftOf } from "./core/draft.ts";
import type { EntityWrite } from "./core/entities.ts";

/**
 * Writes documents that the log holds already. Whoever does it again after a crash, or late, changes nothing: each write
 * has the revision of the event that it follows from.
 */
export async function performWrites(
  documents: DocumentStore,
  tenant: Tenant,
  chatId: string,
  writes: readonly EntityWrite[],
): Promise<DraftOf<"data_written">> {
  await Promise.all(
    writes.map(({ collection, id, value, at, seq }) =>
      documents.put(tenant, collection, { id, ...(value as object) }, revisionOf(at, seq, chatId)),
    ),
  );
  return { type: "data_written", written: writes.map(({ collection, id, seq }) => ({ collection, id, seq })) };
}
