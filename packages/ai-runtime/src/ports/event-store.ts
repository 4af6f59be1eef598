import type { EventOf, JsonObject, SessionEvent, SessionEventType, SessionRow } from "@mozaiks/contracts";
import type { Tenant } from "./tenant.ts";

declare const brand: unique symbol;

/**
 * Where a log ends. Opaque: it comes only from `read` (also of a chat that does not exist yet) or `append`, never from
 * arithmetic, which is what makes a forged append in the middle impossible.
 */
export interface Head {
  readonly [brand]: "Head";
}

/** A logged event with what no client may see: JSON pointers (RFC 6901) into it, fixed when it was appended. */
export type StoredEvent = SessionEvent & { readonly redact?: readonly string[] };

/** The stored event of one type. */
export type StoredEventOf<T extends SessionEventType> = EventOf<T> & { readonly redact?: readonly string[] };

type Draft<E> = E extends unknown ? Omit<E, "seq" | "chat_id"> & { readonly redact?: readonly string[] } : never;

/** An event before it is appended: the store gives it `seq` and `chat_id`. */
export type NewEvent = Draft<SessionEvent>;

export interface LogRead {
  readonly head: Head;
  /** 0 when the chat does not exist. */
  readonly head_seq: number;
  readonly events: readonly StoredEvent[];
}

/** A session as the index knows it. */
export interface SessionRecord extends SessionRow {
  readonly app_id: string;
  readonly user_id: string;
  readonly workflow_version: string;
  readonly head_seq: number;
  /** True from an append with an input until the runner says that nothing is left to do. */
  readonly runnable: boolean;
  /** When a runner must look at the session again although nobody wrote to it (an expiry, a deadline). */
  readonly wake_at?: string;
  /** Claims and limits the session was created with; never sent to clients. */
  readonly grant?: JsonObject;
}

export interface AppendOptions {
  /** Required with the first append of a chat. An empty `title` is replaced by the start of the first visible user message. */
  readonly create?: {
    user_id: string;
    workflow_id: string;
    workflow_version: string;
    title: string;
    grant?: JsonObject;
  };
  /** Default: true when `events` holds an input, else unchanged. */
  readonly runnable?: boolean;
  /** `null` clears it; absent leaves it. */
  readonly wakeAt?: string | null;
}

export interface Appended {
  readonly head: Head;
  readonly head_seq: number;
  readonly events: readonly StoredEvent[];
}

export interface SessionQuery {
  readonly user_id?: string;
  readonly status?: string;
  readonly limit: number;
  /** What the previous page returned as `next_cursor`. */
  readonly cursor?: string;
}

/** A definition by content hash: the manifest as JSON and the bundled code. */
export interface StoredDefinition {
  readonly workflow_id: string;
  readonly version: string;
  readonly manifest: string;
  readonly code?: string;
}

export interface SessionRef {
  readonly tenant: Tenant;
  readonly chat_id: string;
}

/**
 * The log of every session and what is projected from it. All methods reject with `store.unavailable` when the store
 * cannot be reached; none retries a conflict.
 *
 * An implementer must: make `append` atomic and durable before it resolves (a kill -9 or power cut after that loses
 * nothing); accept an append only at the current head; give `seq` 1, 2, 3… without gaps; never show half an append;
 * keep one tenant's data invisible to every other.
 */
export interface EventStore extends AsyncDisposable {
  /**
   * Reads a log in order of `seq`. `limit` counts from the start of the range (from its end with `beforeSeq`); default: all.
   * @throws MozaiksError `session.not-found` when the chat was erased.
   */
  read(
    tenant: Tenant,
    chatId: string,
    range?: { afterSeq?: number; beforeSeq?: number; limit?: number },
  ): Promise<LogRead>;

  /**
   * Appends 1..n events, all or nothing, and updates the session index in the same write.
   * @throws MozaiksError `store.conflict` when `head` is not the head any more, `session.not-found` when the chat was erased.
   * @throws TypeError when `head` is not one this store gave for this tenant, `events` is empty or not JSON, or a new chat
   * comes without `create`.
   */
  append(tenant: Tenant, head: Head, events: readonly NewEvent[], options?: AppendOptions): Promise<Appended>;

  /** Clears `runnable` (and sets `wakeAt`) if `head` is still the head. Resolves to whether it was. */
  settle(tenant: Tenant, head: Head, options?: { wakeAt?: string | null }): Promise<boolean>;

  /** Sessions of all tenants that are runnable or due at `now`, and untouched since `idleSince`. For the sweeper. */
  unsettled(query: { now: string; idleSince: string; limit: number }): Promise<readonly SessionRef[]>;

  session(tenant: Tenant, chatId: string): Promise<SessionRecord | undefined>;
  /**
   * Newest first by `created_at`, the time of the first event.
   * @throws MozaiksError `request.invalid` when `cursor` is not one that a page returned.
   */
  sessions(tenant: Tenant, query: SessionQuery): Promise<{ sessions: readonly SessionRecord[]; next_cursor?: string }>;
  /** @throws MozaiksError `session.not-found` when there is no such chat. */
  rename(tenant: Tenant, chatId: string, title: string): Promise<void>;
  /** Erases the log and all that hangs on it, if there is any; leaves a tombstone, so that the chat id answers "not found" for ever. */
  erase(tenant: Tenant, chatId: string): Promise<void>;
  /** True when the chat was erased. */
  isErased(tenant: Tenant, chatId: string): Promise<boolean>;

  /** Definitions are content-addressed and shared by all tenants of an operator's packs. Idempotent. */
  putDefinition(definition: StoredDefinition): Promise<void>;
  definition(workflowId: string, version: string): Promise<StoredDefinition | undefined>;

  /** A cache of a fold at `seq`, never the truth: it may be lost at any time. One per `kind`, the newest wins. */
  putSnapshot(tenant: Tenant, chatId: string, kind: string, seq: number, state: string): Promise<void>;
  snapshot(tenant: Tenant, chatId: string, kind: string): Promise<{ seq: number; state: string } | undefined>;

  /** Keeps a ticket until `expiresAt` (ISO). */
  putTicket(tenant: Tenant, ticket: string, payload: string, expiresAt: string): Promise<void>;
  /** Reads a ticket and leaves it: whoever knows it reads it as often as they like, before it expires. */
  readTicket(ticket: string, now: string): Promise<{ tenant: Tenant; payload: string } | undefined>;
  /** Takes a ticket: it can be taken once, by anybody who knows it, before it expires. */
  takeTicket(ticket: string, now: string): Promise<{ tenant: Tenant; payload: string } | undefined>;

  /**
   * Remembers an answer under a key until `expiresAt`; the first caller wins.
   * Resolves to what is stored under the key now and whether this call stored it.
   */
  putIdempotent(
    tenant: Tenant,
    key: string,
    value: string,
    options: { now: string; expiresAt: string },
  ): Promise<{ value: string; stored: boolean }>;

  /** Resolves when the store answers. For `/ready`. */
  ping(): Promise<void>;
}
