import { isInput, isMozaiksError } from "@mozaiks/contracts";
import { LRUCache } from "lru-cache";
import type { AppendOptions, EventStore, Head, NewEvent, StoredEvent } from "../ports/event-store.ts";
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

/** Another runner owns the session now: stop without a trace. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** Reads, folds, appends and announces the logs of sessions. */
export interface SessionLog {
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

const snapshotKind = "engine-1";
const snapshotEvery = 200;

export function createSessionLog(ports: {
  store: EventStore;
  bus: LiveBus;
  telemetry: Telemetry;
  cachedSessions?: number;
}): SessionLog {
  const { store, bus, telemetry } = ports;
  const cache = new LRUCache<string, SessionState>({ max: ports.cachedSessions ?? 1_000 });
  const keyOf = (tenant: Tenant, chatId: string): string => `${tenant.app_id}/${chatId}`;

  async function fromSnapshot(tenant: Tenant, chatId: string): Promise<SessionState | undefined> {
    const snapshot = await store.snapshot(tenant, chatId, snapshotKind);
    return snapshot && (JSON.parse(snapshot.state) as SessionState);
  }

  /** Snapshots every so many events keep a cold read short; losing one costs a longer replay. */
  function keep(tenant: Tenant, chatId: string, state: SessionState, added: number): void {
    cache.set(keyOf(tenant, chatId), state);
    if (state.seq % snapshotEvery >= added) return;
    store
      .putSnapshot(tenant, chatId, snapshotKind, state.seq, JSON.stringify(state))
      .catch((thrown: unknown) => telemetry.fault("snapshot", thrown, { app_id: tenant.app_id, chat_id: chatId }));
  }

  return {
    async load(tenant, chatId) {
      const base = cache.get(keyOf(tenant, chatId)) ?? (await fromSnapshot(tenant, chatId)) ?? initialState;
      const log = await store.read(tenant, chatId, { afterSeq: base.seq });
      const state = replay(log.events, base);
      if (state.seq > 0) cache.set(keyOf(tenant, chatId), state);
      return { head: log.head, state };
    },

    async append(tenant, chatId, head, next, options) {
      const started = performance.now();
      const appended = await store.append(tenant, head, next.events, options);
      telemetry.appended(performance.now() - started);
      keep(tenant, chatId, next.state, next.events.length);
      for (const event of appended.events) {
        const data = JSON.stringify(toFrame(event));
        bus.publish(tenant, chatId, { kind: "event", type: event.type, seq: event.seq, data });
      }
      return { head: appended.head, state: next.state, events: appended.events };
    },

    async merge(tenant, chatId, hand) {
      const log = await store.read(tenant, chatId, { afterSeq: hand.state.seq });
      if (!log.events.every(isInput)) throw new Superseded();
      return { head: log.head, state: replay(log.events, hand.state) };
    },

    forget(tenant, chatId) {
      cache.delete(keyOf(tenant, chatId));
    },
  };
}

export function isConflict(thrown: unknown): boolean {
  return isMozaiksError(thrown) && thrown.code === "store.conflict";
}
