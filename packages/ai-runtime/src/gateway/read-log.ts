import type { SessionEvent } from "@mozaiks/contracts";
import type { EventStore, StoredEvent } from "../ports/event-store.ts";
import type { Tenant } from "../ports/tenant.ts";

const pageSize = 500;

/** A whole log, in order, read in pages: the head may move meanwhile. */
export async function* readLog(
  store: Pick<EventStore, "read">,
  tenant: Tenant,
  chatId: string,
  afterSeq = 0,
): AsyncGenerator<StoredEvent> {
  for (let seq = afterSeq; ;) {
    const { events, head_seq } = await store.read(tenant, chatId, { afterSeq: seq, limit: pageSize });
    yield* events;
    seq = events.at(-1)?.seq ?? head_seq;
    if (seq >= head_seq) return;
  }
}

/** The event with all it holds, for whoever acts for the app; only the pointers to what is hidden are left out. */
export function toWholeEvent(event: StoredEvent): SessionEvent {
  const { redact: _pointers, ...whole } = event;
  return whole;
}
