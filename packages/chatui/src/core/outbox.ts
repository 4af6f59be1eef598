import type { ChatProblem } from "./chat-problem.ts";
import { keysWithPrefix, readJson, writeJson, type KeyValueStorage } from "./key-value-storage.ts";
import { answeredCall, type OutgoingMessage } from "./outgoing-message.ts";

/** A message on its way. `accepted` = the server has it, its event has not been seen yet. */
export interface OutboxEntry {
  readonly client_id: string;
  readonly message: OutgoingMessage;
  readonly created_at_ms: number;
  readonly state: "queued" | "sent" | "accepted" | "failed";
  readonly event_seq?: number;
  readonly problem?: ChatProblem;
}

export interface Outbox {
  readonly entries: readonly OutboxEntry[];
  add(message: OutgoingMessage): OutboxEntry;
  /** Everything queued, oldest first, is given to `send`; what it takes counts as sent. */
  flush(send: (message: object) => boolean): void;
  /**
   * The socket is gone: what was sent and not acknowledged is queued again. `tooLarge`: the server closed it because of a
   * message's size; it does not say which, and it can only have been the largest.
   */
  lost(tooLarge?: ChatProblem): void;
  /** The server has it. With a seq that is not folded yet it stays visible until {@link Outbox.settle}. */
  accept(clientId: string, eventSeq: number | undefined, foldedSeq: number): void;
  fail(clientId: string, problem: ChatProblem): void;
  /**
   * An event was folded: the message it records and any accepted one up to its seq are done, and so is every other answer
   * to a request that it closed. Resolves to what was let go.
   */
  settle(event: SettlingEvent): readonly OutboxEntry[];
  /** Takes over what another tab of this chat left behind, except what `isRecorded` knows to have arrived. */
  adopt(isRecorded: (clientId: string) => boolean): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
}

/** The part of a logged event that decides what it settles. */
export interface SettlingEvent {
  readonly type: string;
  readonly seq: number;
  readonly client_id?: string | undefined;
  readonly call_id?: string | undefined;
}

export interface OutboxOptions {
  readonly chatId: string;
  readonly storage: KeyValueStorage;
  readonly now: () => number;
  readonly newId: () => string;
  onChange(entries: readonly OutboxEntry[]): void;
}

/**
 * Messages that must arrive exactly once. Each is stored under its own key until the server has it, so a reload, or
 * another tab of the same chat, sends it again under the same `client_id`, which the server records once.
 */
export function openOutbox(options: OutboxOptions): Outbox {
  const prefix = `mozaiks.outbox.${options.chatId}.`;
  let entries: readonly OutboxEntry[] = loadEntries(options.storage, prefix);

  function commit(next: readonly OutboxEntry[]): void {
    if (next.length === entries.length && next.every((entry, index) => entry === entries[index])) return;
    for (const entry of entries) if (!next.includes(entry)) options.storage.removeItem(prefix + entry.client_id);
    for (const entry of next) {
      if (entry.state !== "accepted" && !entries.includes(entry)) {
        writeJson(options.storage, prefix + entry.client_id, entry);
      }
    }
    entries = next;
    options.onChange(next);
  }

  function change(clientId: string, change: (entry: OutboxEntry) => OutboxEntry): void {
    commit(entries.map((entry) => (entry.client_id === clientId ? change(entry) : entry)));
  }

  return {
    get entries() {
      return entries;
    },
    add(message) {
      const entry: OutboxEntry = {
        client_id: options.newId(),
        message,
        created_at_ms: options.now(),
        state: "queued",
      };
      commit([...entries, entry]);
      return entry;
    },
    flush(send) {
      commit(
        entries.map((entry) =>
          entry.state === "queued" && send({ ...entry.message, client_id: entry.client_id })
            ? { ...entry, state: "sent" as const }
            : entry,
        ),
      );
    },
    lost(tooLarge) {
      const sent = entries.filter(({ state }) => state === "sent");
      const largest = tooLarge && sent.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
      commit(
        entries.map((entry) => {
          if (entry.state !== "sent") return entry;
          return tooLarge && entry === largest ? toFailed(entry, tooLarge) : { ...entry, state: "queued" };
        }),
      );
    },
    accept(clientId, eventSeq, foldedSeq) {
      if (eventSeq === undefined || eventSeq <= foldedSeq) {
        commit(entries.filter((entry) => entry.client_id !== clientId));
      } else change(clientId, (entry) => ({ ...withoutProblem(entry), state: "accepted", event_seq: eventSeq }));
    },
    fail(clientId, problem) {
      change(clientId, (entry) => toFailed(entry, problem));
    },
    settle(event) {
      const settled = entries.filter((entry) => isSettled(entry, event));
      if (settled.length > 0) commit(entries.filter((entry) => !settled.includes(entry)));
      return settled;
    },
    adopt(isRecorded) {
      const known = new Set(entries.map(({ client_id }) => client_id));
      const left = loadEntries(options.storage, prefix).filter(
        ({ client_id }) => !known.has(client_id) && !isRecorded(client_id),
      );
      if (left.length > 0) commit([...entries, ...left]);
    },
    retry(clientId) {
      change(clientId, (entry) => ({ ...withoutProblem(entry), state: "queued" }));
    },
    discard(clientId) {
      commit(entries.filter((entry) => entry.client_id !== clientId));
    },
  };
}

const answerEvents: readonly string[] = ["ui_tool_response", "approval_response", "tool_result"];
const endEvents: readonly string[] = ["workflow_complete", "workflow_failed", "workflow_cancelled"];

function isSettled(entry: OutboxEntry, event: SettlingEvent): boolean {
  if (entry.client_id === event.client_id || (entry.event_seq ?? Infinity) <= event.seq) return true;
  const call = answeredCall(entry.message);
  if (call === undefined) return false;
  return endEvents.includes(event.type) || (answerEvents.includes(event.type) && event.call_id === call);
}

function sizeOf({ message }: OutboxEntry): number {
  return JSON.stringify(message).length;
}

function toFailed(entry: OutboxEntry, problem: ChatProblem): OutboxEntry {
  return { ...entry, state: "failed", problem };
}

function withoutProblem({ client_id, message, created_at_ms, state }: OutboxEntry): OutboxEntry {
  return { client_id, message, created_at_ms, state };
}

function loadEntries(storage: KeyValueStorage, prefix: string): OutboxEntry[] {
  return keysWithPrefix(storage, prefix)
    .map((key) => readJson(storage, key))
    .filter(isEntry)
    .map((entry) => (entry.state === "sent" ? { ...entry, state: "queued" as const } : entry))
    .sort((a, b) => a.created_at_ms - b.created_at_ms);
}

function isEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== "object" || value === null) return false;
  const { client_id, message } = value as Partial<Record<keyof OutboxEntry, unknown>>;
  return typeof client_id === "string" && typeof message === "object" && message !== null && "type" in message;
}
