import type { ChatProblem } from "./chat-problem.ts";
import { keysWithPrefix, readJson, writeJson, type KeyValueStorage } from "./key-value-storage.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";

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
  /** The socket is gone: what was sent and not acknowledged is queued again. `rejected` = it was the reason. */
  lost(rejected?: ChatProblem): void;
  /** The server has it. With a seq that is not folded yet it stays visible until {@link Outbox.settle}. */
  accept(clientId: string, eventSeq: number | undefined, foldedSeq: number): void;
  fail(clientId: string, problem: ChatProblem): void;
  /** An event was folded: the message it records, or any accepted one up to its seq, is done. */
  settle(event: { readonly client_id?: string | undefined; readonly seq: number }): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
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
    lost(rejected) {
      commit(
        entries.map((entry) => {
          if (entry.state !== "sent") return entry;
          return rejected ? toFailed(entry, rejected) : { ...entry, state: "queued" };
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
    settle({ client_id, seq }) {
      commit(entries.filter((entry) => entry.client_id !== client_id && (entry.event_seq ?? Infinity) > seq));
    },
    retry(clientId) {
      change(clientId, (entry) => ({ ...withoutProblem(entry), state: "queued" }));
    },
    discard(clientId) {
      commit(entries.filter((entry) => entry.client_id !== clientId));
    },
  };
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
    .filter((value): value is OutboxEntry => typeof value === "object" && value !== null && "client_id" in value)
    .map((entry) => (entry.state === "sent" ? { ...entry, state: "queued" as const } : entry))
    .sort((a, b) => a.created_at_ms - b.created_at_ms);
}
