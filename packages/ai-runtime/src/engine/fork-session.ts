import { MozaiksError } from "@mozaiks/contracts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { EventStore, SessionRecord } from "../ports/event-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { WorkQueue } from "../ports/work-queue.ts";
import { replay } from "./core/evolve.ts";
import { forkedEvent, isForkable } from "./core/fork.ts";
import { firstExpiry } from "./core/state.ts";
import type { SessionLog } from "./session-log.ts";

interface ForkPorts {
  readonly store: EventStore;
  readonly blobs: BlobStore;
  readonly queue: WorkQueue;
  readonly log: SessionLog;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Copies a session up to the end of a run into a new one of the same person, pinned to the same version, with its
 * artifacts and attachments.
 * @throws MozaiksError `session.not-found`, `session.seq-ahead`, `session.not-forkable` where no run ended or the run waits
 * for children.
 */
export async function forkSession(
  { store, blobs, queue, log, clock, ids }: ForkPorts,
  tenant: Tenant,
  chatId: string,
  atSeq: number,
): Promise<SessionRecord> {
  const original = await store.session(tenant, chatId);
  if (!original) throw new MozaiksError("session.not-found");
  const { events, head_seq } = await store.read(tenant, chatId, { limit: atSeq });
  const last = events.at(-1);
  if (!last || last.seq !== atSeq)
    throw new MozaiksError("session.seq-ahead", `at_seq is ${atSeq}, the session ends at ${head_seq}`);
  if (!isForkable(last))
    throw new MozaiksError("session.not-forkable", `event ${atSeq} is ${last.type}; a fork begins where a run ended`);
  const forkId = ids.next("chat");
  const now = clock.now().toISOString();
  const from = { chat_id: chatId, seq: atSeq };
  const forked = events.map((event) => forkedEvent(event, { eventId: ids.next("evt"), now, from }));
  const state = replay(forked.map((event, index) => ({ ...event, chat_id: forkId, seq: index + 1 })));
  await blobs.copy(tenant, chatId, forkId);
  const { head } = await store.read(tenant, forkId, { limit: 1 });
  const { user_id, workflow_id, workflow_version, title, grant } = original;
  await log.append(
    tenant,
    forkId,
    head,
    { events: forked, state },
    {
      create: { user_id, workflow_id, workflow_version, title, ...(grant && { grant }) },
      runnable: true,
      wakeAt: firstExpiry(state) ?? null,
    },
  );
  await queue.enqueue(tenant, forkId);
  const session = await store.session(tenant, forkId);
  if (!session) throw new MozaiksError("session.not-found");
  return session;
}
