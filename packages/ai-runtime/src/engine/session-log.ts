import { isInput, isMozaiksError } from "@mozaiks/contracts";
import { LRUCache } from "lru-cache";
import type { AppendOptions, EventStore, Head, NewEvent, SessionRecord, StoredEvent } from "../ports/event-store.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { Telemetry } from "../ports/telemetry.ts";
import type { Tenant } from "../ports/tenant.ts";
import { replay } from "./core/evolve.ts";
import { initialState, type SessionState } from "./core/state.ts";
import { toFrame } from "./redaction.ts";

/** A session in hand: where its log ends and what it folds to there. */
export interface Hand {
  readonly head: Head;
  readonly state: SessionState;
}

/** What a session was created with: it never changes. */
export type Origin = Pick<SessionRecord, "user_id" | "workflow_id" | "workflow_version" | "grant">;

/** Another runner owns the session now: stop without a trace. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** Reads, folds, appends and announces the logs of sessions. */
export interface SessionLog {
  /** Resolves to undefined when there is no such session. */
  origin(tenant: Tenant, chatId: string): Promise<Origin | undefined>;
  load(tenant: Tenant, chatId: string): Promise<Hand>;
  /**
   * Appends events that fold to `state`, and announces them.
   * @throws MozaiksError `store.conflict` when the log grew meanwhile.
   */
  append(
    tenant: Tenant,
    chatId: string,
    head: Head,
    next: { events: readonly NewEvent[]; state: SessionState },
    options?: AppendOptions,
  ): Promise<Hand & { readonly events: readonly StoredEvent[] }>;
  /**
   * The hand after what was written since, for a runner whose append conflicted.
   * @throws Superseded when anything but inputs was written.
   */
  merge(tenant: Tenant, chatId: string, hand: Hand): Promise<Hand>;
  forget(tenant: Tenant, chatId: string): void;
}

const snapshotKind = "engine-2";
const snapshotEvery = 200;

export function createSessionLog(ports: {
  store: EventStore;
  bus: LiveBus;
  telemetry: Pick<Telemetry, "appended" | "fault">;
  /**
   * True when nobody else appends to the store: then a session in memory needs no look at the log. Whatever the store
   * did not accept is read again.
   */
  soleWriter?: boolean;
  cachedSessions?: number;
}): SessionLog {
  const { store, bus, telemetry, soleWriter = false } = ports;
  const cache = new LRUCache<string, Hand>({ max: ports.cachedSessions ?? 1_000 });
  const origins = new LRUCache<string, Origin>({ max: ports.cachedSessions ?? 1_000 });
  const keyOf = (tenant: Tenant, chatId: string): string => `${tenant.app_id}/${chatId}`;

  async function fromSnapshot(tenant: Tenant, chatId: string): Promise<SessionState | undefined> {
    const snapshot = await store.snapshot(tenant, chatId, snapshotKind);
    return snapshot && (JSON.parse(snapshot.state) as SessionState);
  }

  function remember(tenant: Tenant, chatId: string, hand: Hand): void {
    const key = keyOf(tenant, chatId);
    const known = cache.get(key);
    if (hand.state.seq > (known?.state.seq ?? 0)) cache.set(key, { head: hand.head, state: hand.state });
  }

  /** Snapshots every so many events keep a cold read short; losing one costs a longer replay. */
  function keepSnapshot(tenant: Tenant, chatId: string, state: SessionState, added: number): void {
    if (state.seq % snapshotEvery >= added) return;
    store
      .putSnapshot(tenant, chatId, snapshotKind, state.seq, JSON.stringify(state))
      .catch((thrown: unknown) => telemetry.fault("snapshot", thrown, { app_id: tenant.app_id, chat_id: chatId }));
  }

  return {
    async origin(tenant, chatId) {
      const key = keyOf(tenant, chatId);
      const known = origins.get(key);
      if (known) return known;
      const session = await store.session(tenant, chatId);
      if (!session) return undefined;
      const { user_id, workflow_id, workflow_version, grant } = session;
      const origin = { user_id, workflow_id, workflow_version, ...(grant && { grant }) };
      origins.set(key, origin);
      return origin;
    },

    async load(tenant, chatId) {
      const known = cache.get(keyOf(tenant, chatId));
      if (known && soleWriter) return known;
      const base = known?.state ?? (await fromSnapshot(tenant, chatId)) ?? initialState;
      const log = await store.read(tenant, chatId, { afterSeq: base.seq });
      const hand = { head: log.head, state: replay(log.events, base) };
      remember(tenant, chatId, hand);
      return hand;
    },

    async append(tenant, chatId, head, next, options) {
      const started = performance.now();
      const appended = await store.append(tenant, head, next.events, options).catch((thrown: unknown) => {
        cache.delete(keyOf(tenant, chatId));
        throw thrown;
      });
      telemetry.appended(performance.now() - started);
      const hand = { head: appended.head, state: next.state };
      remember(tenant, chatId, hand);
      keepSnapshot(tenant, chatId, next.state, next.events.length);
      for (const event of appended.events) {
        const data = JSON.stringify(toFrame(event));
        bus.publish(tenant, chatId, { kind: "event", type: event.type, seq: event.seq, data });
      }
      return { ...hand, events: appended.events };
    },

    async merge(tenant, chatId, hand) {
      const log = await store.read(tenant, chatId, { afterSeq: hand.state.seq });
      if (!log.events.every(isInput)) throw new Superseded();
      return { head: log.head, state: replay(log.events, hand.state) };
    },

    forget(tenant, chatId) {
      cache.delete(keyOf(tenant, chatId));
      origins.delete(keyOf(tenant, chatId));
    },
  };
}

export function isConflict(thrown: unknown): boolean {
  return isMozaiksError(thrown) && thrown.code === "store.conflict";
}
