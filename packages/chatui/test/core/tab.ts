import type { Row, SessionEvent, SessionView } from "@mozaiks/contracts/fold";
import { createChatSession, type ChatSession, type ChatState, type KeyValueStorage } from "../../src/core.ts";
import type { FixtureRuntime } from "../../src/testing.ts";

/** One tab of a browser: a chat that can be reloaded, and a reader who sees every state that it publishes. */
export class Tab {
  session: ChatSession;
  /** Messages and answers posted here that nobody competes with, by client_id. */
  readonly posted = new Map<string, SessionEvent["type"]>();
  /** What a reader saw that must never be seen. */
  readonly violations: string[] = [];
  readonly #open: () => ChatSession;
  #last: SessionView | undefined;
  /** Open requests that were seen closed. */
  readonly #closed = new Set<string>();

  constructor(runtime: FixtureRuntime, options: { chatId: string; storage: KeyValueStorage; newId: () => string }) {
    this.#open = () => {
      const session = createChatSession({
        ...runtime,
        ...options,
        random: () => 0.5,
        backoff: { baseMs: 100, maxMs: 4_000 },
      });
      session.store.subscribe((state) => this.#read(state));
      session.start();
      return session;
    };
    this.session = this.#open();
  }

  get state(): ChatState {
    return this.session.store.getState();
  }

  reload(): void {
    this.session.close();
    this.session = this.#open();
  }

  close(): void {
    this.session.close();
  }

  /** What must be true of every state that anybody sees. */
  #read({ view, outbox }: ChatState): void {
    if (!view) return;
    const before = this.#last;
    this.#last = view;
    for (const [id, type] of this.posted) {
      const isThere = outbox.some(({ client_id }) => client_id === id) || view.rows.some((row) => shows(row, id, type));
      if (!isThere) this.violations.push(`the ${type} ${id} is neither on its way nor in the transcript`);
    }
    if (view === before) return;
    if (view.rows_seq !== view.head_seq) this.violations.push(`half a log is shown, ${view.rows_seq}/${view.head_seq}`);
    if (!before) return;
    if (view.head_seq < before.head_seq)
      this.violations.push(`the log goes back from ${before.head_seq} to ${view.head_seq}`);
    if (before.rows.some(({ key }, index) => view.rows[index]?.key !== key)) this.violations.push("rows go back");
    for (const id of Object.keys(before.open_requests)) if (!view.open_requests[id]) this.#closed.add(id);
    for (const id of Object.keys(view.open_requests))
      if (this.#closed.has(id)) this.violations.push(`${id} is open again`);
  }
}

/** Answers have rows without a client_id: their requests are not open any more. */
function shows(row: Row, clientId: string, type: SessionEvent["type"]): boolean {
  if (type === "user_message") return row.kind === "message" && row.client_id === clientId;
  return true;
}
