import { applyEvent, emptyView, hasGap, missesText, type Json, type SessionView } from "@mozaiks/contracts/fold";
import { createStore, type StoreApi } from "zustand/vanilla";
import { annotate, noAnnotations, type Annotations } from "./annotations.ts";
import { createApiClient, type ApiClient } from "./api-client.ts";
import type { AuthAdapter, Grant } from "./auth-adapter.ts";
import { toNotice, type ChatProblem } from "./chat-problem.ts";
import { createConnection, type ConnectionState } from "./connection.ts";
import { openBrowserStorage, type KeyValueStorage } from "./key-value-storage.ts";
import { openOutbox, type OutboxEntry } from "./outbox.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import { defaultBackoff, type Backoff } from "./reconnect-policy.ts";
import type { WireFrame } from "./wire-frame.ts";

/** Everything a chat shows. Replaced as a whole, never mutated; unchanged parts keep their identity. */
export interface ChatState {
  /** Absent until the first connection has brought the session. */
  readonly view: SessionView | undefined;
  readonly annotations: Annotations;
  readonly connection: ConnectionState;
  /** Messages on their way, oldest first. */
  readonly outbox: readonly OutboxEntry[];
  /** What the server refused last, other than a message of the outbox. */
  readonly problem: ChatProblem | undefined;
}

/** One chat: its state and what can be done in it. Whoever creates it closes it. */
export interface ChatSession {
  readonly chatId: string;
  readonly store: StoreApi<ChatState>;
  /** Connects. Until `close()` the connection is kept up. */
  start(): void;
  /** Sends a message exactly once: now, or when the connection is back, also after a reload. `to` = who shall answer. */
  send(content: string, context?: Record<string, Json>, to?: string): void;
  /** Answers a UI tool. */
  respond(callId: string, response: Json): void;
  /** Answers an approval request that is open. */
  decide(callId: string, decision: "approve" | "deny", comment?: string): void;
  /** Stops what runs. False while offline: a stop is not kept for later. */
  cancel(): boolean;
  /** Starts the failed run again. False while offline. */
  retry(): boolean;
  /** Sends a message again that was refused. */
  resend(clientId: string): void;
  /** Gives up a message that was not accepted. */
  discard(clientId: string): void;
  /** Loads the rows before the first one shown. */
  loadEarlier(): void;
  /** Reconnects now instead of later: the network is back, the page is visible again, or the person asks. */
  wake(): void;
  dismissProblem(): void;
  close(): void;
}

export interface ChatSessionOptions {
  readonly chatId: string;
  readonly workflowId?: string;
  /** The runtime's origin, without a trailing slash. */
  readonly baseUrl: string;
  readonly auth: AuthAdapter;
  /** A token for this chat that is there already. */
  readonly grant?: Grant;
  readonly api?: ApiClient;
  /** Default: the browser's `localStorage`. */
  readonly storage?: KeyValueStorage;
  readonly backoff?: Backoff;
  /** Events to begin with, counted from the newest; at most 1,000. Default 200. */
  readonly tail?: number;
  /** When state changes are published; a page gives one call per animation frame. Default: at once. */
  readonly schedule?: (publish: () => void) => void;
  /** A server that sends heartbeats and then nothing for so long counts as gone. Default 75 s. */
  readonly silenceMs?: number;
  readonly random?: () => number;
  readonly now?: () => number;
  readonly newId?: () => string;
  readonly WebSocket?: typeof WebSocket;
}

const defaultTail = 200;
const maxTail = 1_000;
const defaultSilenceMs = 75_000;

/** A chat that is not connected yet. */
export function createChatSession(options: ChatSessionOptions): ChatSession {
  const { chatId, auth, baseUrl } = options;
  const schedule = options.schedule ?? ((publish: () => void) => publish());
  const now = options.now ?? Date.now;
  let view = emptyView(chatId);
  let annotations = noAnnotations;
  let isReplaying = true;
  let isScheduled = false;
  let tail = options.tail ?? defaultTail;
  let isWhole = false;

  const outbox = openOutbox({
    chatId,
    storage: options.storage ?? openBrowserStorage(),
    now,
    newId: options.newId ?? (() => crypto.randomUUID()),
    onChange: () => publish(),
  });
  const store = createStore<ChatState>(() => ({
    view: undefined,
    annotations,
    connection: { phase: "closed" },
    outbox: outbox.entries,
    problem: undefined,
  }));
  const connection = createConnection({
    chatId,
    auth,
    ...(options.workflowId !== undefined && { workflowId: options.workflowId }),
    ...(options.grant && { grant: options.grant }),
    api: options.api ?? createApiClient({ baseUrl, auth }),
    wsBaseUrl: baseUrl.replace(/^http/, "ws"),
    backoff: options.backoff ?? defaultBackoff,
    silenceMs: options.silenceMs ?? defaultSilenceMs,
    random: options.random ?? Math.random,
    now,
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    resumePoint: () => (view.head_seq > 0 || isWhole ? { after_seq: view.rows_seq } : { tail }),
    onFrame: receive,
    onState: (state) => store.setState({ connection: state }),
    onLost: (code) => {
      isReplaying = true;
      outbox.lost(code === 1009 ? { code: "request.too-large", title: "This message is too large" } : undefined);
    },
    onRestart: () => {
      isWhole = true;
      reset();
    },
  });

  function receive(frame: WireFrame): void {
    if (hasGap(view, frame) || missesText(view, frame)) return connection.resume();
    const before = view;
    view = applyEvent(view, frame);
    if ("seq" in frame && view.rows_seq > before.rows_seq) {
      annotations = annotate(annotations, frame);
      outbox.settle(frame);
    }
    if (frame.type === "ack") outbox.accept(frame.client_id, frame.event_seq, view.rows_seq);
    if (frame.type === "error") refused(frame);
    if (frame.type === "session_state") isReplaying = true;
    if (frame.type === "replay_complete") {
      isReplaying = false;
      store.setState({ problem: undefined });
      outbox.flush(connection.send);
    }
    publish();
  }

  function refused(frame: Extract<WireFrame, { type: "error" }>): void {
    if (frame.client_id === undefined) store.setState({ problem: toNotice(frame) });
    else outbox.fail(frame.client_id, toNotice(frame));
  }

  /** While the log is replayed nothing is shown: half of it would look like the whole. */
  function publish(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      store.setState({ outbox: outbox.entries, ...(!isReplaying && { view, annotations }) });
    });
  }

  function post(message: OutgoingMessage): void {
    outbox.add(message);
    if (store.getState().connection.phase === "online") outbox.flush(connection.send);
  }

  function reset(): void {
    view = emptyView(chatId);
    annotations = noAnnotations;
    isReplaying = true;
  }

  return {
    chatId,
    store,
    start: () => connection.start(),
    send(content, context, to) {
      post({ type: "user_message", content, ...(context && { context }), ...(to !== undefined && { to }) });
    },
    respond: (callId, response) => post({ type: "ui_tool_response", call_id: callId, response }),
    decide(callId, decision, comment) {
      const request = view.open_requests[callId];
      if (request?.type !== "approval_request") return;
      const { arguments_hash } = request;
      post({
        type: "approval_response",
        call_id: callId,
        decision,
        arguments_hash,
        ...(comment !== undefined && { comment }),
      });
    },
    cancel: () => connection.send({ type: "cancel" }),
    retry: () => connection.send({ type: "retry" }),
    resend(clientId) {
      outbox.retry(clientId);
      if (store.getState().connection.phase === "online") outbox.flush(connection.send);
    },
    discard: (clientId) => outbox.discard(clientId),
    loadEarlier() {
      tail *= 4;
      isWhole = tail > maxTail;
      reset();
      connection.resume(0);
    },
    wake: () => connection.wake(),
    dismissProblem: () => store.setState({ problem: undefined }),
    close: () => connection.close(),
  };
}
