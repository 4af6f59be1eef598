import { isInput, MozaiksError } from "@mozaiks/contracts";
import type { AppendOptions, EventStore, Head, NewEvent, StoredEvent } from "../../ports/event-store.ts";
import { sessionPatch, toInstant } from "../../ports/session-projection.ts";
import type { Tenant } from "../../ports/tenant.ts";
import type { DatabaseThread } from "./database-thread.ts";

interface Position {
  readonly app_id: string;
  readonly chat_id: string;
  readonly seq: number;
}

/** Reading and appending. Only heads handed out here are accepted. */
export function sessionLog(thread: DatabaseThread): Pick<EventStore, "read" | "append" | "settle"> {
  const positions = new WeakMap<Head, Position>();

  function toHead(position: Position): Head {
    const head = Object.freeze({}) as Head;
    positions.set(head, position);
    return head;
  }

  function positionOf(tenant: Tenant, head: Head): Position {
    const position = positions.get(head);
    if (position?.app_id !== tenant.app_id) throw new TypeError("not a head this store gave for this tenant");
    return position;
  }

  return {
    async read(tenant, chatId, { afterSeq = 0, beforeSeq, limit } = {}) {
      const key = { app_id: tenant.app_id, chat_id: chatId };
      const { isErased, head_seq, events } = await thread.read("read", { ...key, afterSeq, beforeSeq, limit });
      if (isErased) throw new MozaiksError("session.not-found");
      return { head: toHead({ ...key, seq: head_seq }), head_seq, events: JSON.parse(events) as StoredEvent[] };
    },

    async append(tenant, head, events, options = {}) {
      const { app_id, chat_id, seq } = positionOf(tenant, head);
      if (events.length === 0) throw new TypeError("an append holds at least one event");
      const bodies = events.map((event, index) => JSON.stringify({ ...event, chat_id, seq: seq + index + 1 }));
      const input = { app_id, chat_id, expected: seq, bodies, ...indexChanges(events, options) };
      const outcome = await thread.write("append", input, sizeOf(bodies));
      if (outcome === "conflict") throw new MozaiksError("store.conflict");
      if (outcome === "erased") throw new MozaiksError("session.not-found");
      if (outcome === "new") throw new TypeError("the first append of a chat needs `create`");
      const head_seq = seq + events.length;
      // Parsed again, so that nobody who still holds the events can change what was appended.
      const stored = JSON.parse(`[${bodies.join(",")}]`) as StoredEvent[];
      return { head: toHead({ app_id, chat_id, seq: head_seq }), head_seq, events: stored };
    },

    async settle(tenant, head, { wakeAt } = {}) {
      const { app_id, chat_id, seq } = positionOf(tenant, head);
      return thread.write("settle", { app_id, chat_id, expected: seq, wake_at: wakeAt && toInstant(wakeAt) });
    },
  };
}

function indexChanges(events: readonly NewEvent[], { create, runnable, wakeAt }: AppendOptions) {
  return {
    patch: sessionPatch(events),
    runnable: runnable ?? (events.some(isInput) || undefined),
    wake_at: wakeAt && toInstant(wakeAt),
    create: create && newSession(create, events[0]),
  };
}

function newSession(create: NonNullable<AppendOptions["create"]>, first: NewEvent | undefined) {
  const { user_id, workflow_id, workflow_version, title, grant } = create;
  return {
    user_id,
    workflow_id,
    workflow_version,
    title,
    created_at: toInstant(first?.timestamp ?? ""),
    grant_json: grant ? JSON.stringify(grant) : null,
  };
}

function sizeOf(bodies: readonly string[]): number {
  return bodies.reduce((sum, body) => sum + body.length, 0);
}
