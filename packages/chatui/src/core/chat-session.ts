import {
  applyEvent,
  type ArtifactCard,
  emptyView,
  hasGap,
  missesText,
  type Json,
  type SessionView,
} from "@mozaiks/contracts/fold";
import { createStore, type StoreApi } from "zustand/vanilla";
import { annotate, noAnnotations, type Annotations } from "./annotations.ts";
import { createDevAuthAdapter, type AuthAdapter, type Grant } from "./auth-adapter.ts";
import { toNotice, type ChatProblem } from "./chat-problem.ts";
import { systemClock, type Clock } from "./clock.ts";
import { createConnection, type ConnectionState, type TicketSource } from "./connection.ts";
import { toSoundFrame } from "./frame-shape.ts";
import { openBrowserStorage, type KeyValueStorage } from "./key-value-storage.ts";
import { countPendingChanges, createOptimisticArtifacts } from "./optimistic-artifacts.ts";
import { openOutbox, type OutboxEntry } from "./outbox.ts";
import { answeredCall, type Attachment, type OutgoingMessage } from "./outgoing-message.ts";
import { defaultBackoff, type Backoff } from "./reconnect-policy.ts";
import { requestTicket } from "./request-ticket.ts";
import { createRequester } from "./requester.ts";
import type { SocketConstructor } from "./socket.ts";
import { openReadMark } from "./unread.ts";
import type { WireFrame } from "./wire-frame.ts";

/** Everything a chat shows. Replaced as a whole, never mutated; unchanged parts keep their identity. */
export interface ChatState {
  /** Absent until the first connection has brought the session. */
  readonly view: SessionView | undefined;
  readonly annotations: Annotations;
  /** The view's artifacts, with the changes that are on their way already made. */
  readonly artifacts: Readonly<Record<string, ArtifactCard>>;
  readonly connection: ConnectionState;
  /** Messages on their way, oldest first. Each is here until its event is in `view`. */
  readonly outbox: readonly OutboxEntry[];
  /** What agents said and asked since the chat was read last (`markRead`). */
  readonly unread: number;
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
  send(content: string, context?: Record<string, Json>, to?: string, attachments?: readonly Attachment[]): void;
  /** Answers a UI tool. */
  respond(callId: string, response: Json): void;
  /** Answers an approval request that is open. */
  decide(callId: string, decision: "approve" | "deny", comment?: string): void;
  /**
   * Does something with an artifact. A JSON Patch (`update_state`) is shown at once and taken back, with a `problem`, when
   * the server refuses it; by default it is for the version shown, so that no change of somebody else is overwritten.
   */
  act(artifactId: string, action: string, payload?: Json, expectedVersion?: number): void;
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
  /** The person has seen what is shown: nothing is unread. */
  markRead(): void;
  dismissProblem(): void;
  close(): void;
}

export interface ChatSessionOptions {
  readonly chatId: string;
  readonly workflowId?: string;
  /** The runtime's origin, without a trailing slash. */
  readonly baseUrl: string;
  /** Where sockets go when it is not `baseUrl`: `wss://…` or `https://…`. A grant's `ws_url` wins. */
  readonly wsBaseUrl?: string;
  /** Default: `POST {baseUrl}/dev/token`, which only `mozaiks dev` answers. */
  readonly auth?: AuthAdapter;
  /** A token for this chat that is there already. */
  readonly grant?: Grant;
  /** Where tickets come from. Default: the server, by `fetch`. */
  readonly api?: TicketSource;
  /** Default: the browser's `localStorage`. */
  readonly storage?: KeyValueStorage;
  readonly backoff?: Backoff;
  /** Events to begin with, counted from the newest; at most 1,000. Default 200. */
  readonly tail?: number;
  /** When state changes are published; a page gives one call per animation frame. Default: at once. */
  readonly schedule?: (publish: () => void) => void;
  /** A server that sends heartbeats, or owes something, and then sends nothing for so long counts as gone. Default 75 s. */
  readonly silenceMs?: number;
  readonly random?: () => number;
  readonly clock?: Clock;
  readonly newId?: () => string;
  readonly fetch?: typeof fetch;
  readonly WebSocket?: SocketConstructor;
}

const defaultTail = 200;
const maxTail = 1_000;
const defaultSilenceMs = 75_000;

const overtaken: ChatProblem = {
  code: "request.not-open",
  title: "This was answered or closed meanwhile",
};

/** A chat that is not connected yet. */
export function createChatSession(options: ChatSessionOptions): ChatSession {
  const { chatId, baseUrl } = options;
  const reach = { baseUrl, ...(options.fetch && { fetch: options.fetch }) };
  const auth = options.auth ?? createDevAuthAdapter(reach);
  const requester = createRequester({ ...reach, auth });
  const storage = options.storage ?? openBrowserStorage();
  const schedule = options.schedule ?? ((publish: () => void) => publish());
  const clock = options.clock ?? systemClock;
  const readMark = openReadMark(storage, chatId);
  const toArtifacts = createOptimisticArtifacts();
  let view = emptyView(chatId);
  let annotations = noAnnotations;
  let isReplaying = true;
  let isScheduled = false;
  let isFolding = false;
  let tail = options.tail ?? defaultTail;
  let isWhole = false;
  /** Messages whose events are folded and not yet shown: they leave the outbox when their rows appear. */
  let held: readonly OutboxEntry[] = [];

  const outbox = openOutbox({
    chatId,
    storage,
    now: () => clock.now(),
    newId: options.newId ?? (() => crypto.randomUUID()),
    onChange: () => publish(),
  });
  const store = createStore<ChatState>(() => ({
    view: undefined,
    annotations,
    artifacts: view.artifacts,
    connection: { phase: "closed" },
    outbox: outbox.entries,
    unread: 0,
    problem: undefined,
  }));
  const connection = createConnection({
    chatId,
    auth,
    ...(options.workflowId !== undefined && { workflowId: options.workflowId }),
    ...(options.grant && { grant: options.grant }),
    api: options.api ?? { ticket: (chat, token) => requestTicket(requester, chat, token) },
    wsBaseUrl: (options.wsBaseUrl ?? baseUrl).replace(/^http/, "ws"),
    backoff: options.backoff ?? defaultBackoff,
    silenceMs: options.silenceMs ?? defaultSilenceMs,
    random: options.random ?? Math.random,
    clock,
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    resumePoint: () => (view.head_seq > 0 || isWhole ? { after_seq: view.rows_seq } : { tail }),
    isExpecting: () => isOwed(view) || outbox.entries.some(({ state }) => state === "sent"),
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

  function receive(received: WireFrame): void {
    const frame = toSoundFrame(received);
    if (frame === undefined) {
      // Without its state a session can still be read from its log, if that is whole.
      if (received.type === "session_state") isWhole = true;
      return;
    }
    if (hasGap(view, frame) || missesText(view, frame)) return connection.resume();
    isFolding = true;
    fold(frame);
    isFolding = false;
    // The first view is shown as it came, so that whatever happens next is seen to happen.
    if (frame.type === "replay_complete" && !store.getState().view) show();
    else publish();
  }

  function fold(frame: WireFrame): void {
    const before = view;
    view = applyEvent(view, frame);
    if ("seq" in frame && view.rows_seq > before.rows_seq) {
      annotations = annotate(annotations, frame);
      settle(frame);
    }
    if (frame.type === "ack") outbox.accept(frame.client_id, frame.event_seq, view.rows_seq);
    if (frame.type === "error") refused(frame);
    if (frame.type === "session_state") {
      isReplaying = true;
      store.setState({ problem: undefined });
    }
    if (frame.type === "replay_complete") {
      isReplaying = false;
      outbox.adopt((id) => view.rows.some((row) => row.kind === "message" && row.client_id === id));
      outbox.flush(connection.send);
    }
  }

  function settle(event: Extract<WireFrame, { seq: number }>): void {
    const settled = outbox.settle(event);
    if (settled.length === 0) return;
    held = [...held, ...settled];
    const isOvertaken = ({ client_id, message, event_seq }: OutboxEntry): boolean =>
      client_id !== event.client_id && event_seq === undefined && answeredCall(message) !== undefined;
    if (settled.some(isOvertaken)) store.setState({ problem: overtaken });
  }

  function refused(frame: Extract<WireFrame, { type: "error" }>): void {
    // The connection's problem, not the message's: it ends next, and what was sent on it is sent again on the next one.
    if (frame.code === "token.expired" || frame.code === "server.closing") return;
    const entry = outbox.entries.find(({ client_id }) => client_id === frame.client_id);
    const isFinal = entry?.message.type === "artifact_action" || frame.code === overtaken.code;
    if (entry && !isFinal) return outbox.fail(entry.client_id, toNotice(frame));
    if (entry) outbox.discard(entry.client_id);
    store.setState({ problem: toNotice(frame) });
  }

  function publish(): void {
    if (isScheduled || isFolding) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      show();
    });
  }

  /** While the log is replayed nothing of it is shown: half of it would look like the whole. */
  function show(): void {
    if (!isReplaying) held = [];
    const shown = isReplaying ? store.getState().view : view;
    const entries = held.length > 0 ? [...held, ...outbox.entries] : outbox.entries;
    store.setState({
      outbox: entries,
      ...(shown && { artifacts: toArtifacts(shown.artifacts, entries), unread: readMark.count(shown) }),
      ...(!isReplaying && { view, annotations }),
    });
  }

  function post(message: OutgoingMessage): void {
    outbox.add(message);
    flush();
  }

  function flush(): void {
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
    send(content, context, to, attachments) {
      post({
        type: "user_message",
        content,
        ...(attachments && attachments.length > 0 && { attachments: [...attachments] }),
        ...(context && { context }),
        ...(to !== undefined && { to }),
      });
    },
    respond: (callId, response) => post({ type: "ui_tool_response", call_id: callId, response }),
    decide(callId, decision, comment) {
      const request = (store.getState().view ?? view).open_requests[callId];
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
    act(artifactId, action, payload, expectedVersion) {
      const shown = (store.getState().view ?? view).artifacts[artifactId]?.version;
      const current =
        shown === undefined || action !== "update_state"
          ? undefined
          : shown + countPendingChanges(artifactId, [...held, ...outbox.entries]);
      const version = expectedVersion ?? current;
      post({
        type: "artifact_action",
        artifact_id: artifactId,
        action,
        ...(payload !== undefined && { payload }),
        ...(version !== undefined && { expected_version: version }),
      });
    },
    cancel: () => connection.send({ type: "cancel" }),
    retry: () => connection.send({ type: "retry" }),
    resend(clientId) {
      outbox.retry(clientId);
      flush();
    },
    discard: (clientId) => outbox.discard(clientId),
    loadEarlier() {
      tail *= 4;
      isWhole = tail > maxTail;
      reset();
      connection.resume(0);
    },
    wake: () => connection.wake(),
    markRead() {
      const { view: shown } = store.getState();
      if (!shown) return;
      readMark.advance(shown);
      publish();
    },
    dismissProblem: () => store.setState({ problem: undefined }),
    close: () => connection.close(),
  };
}

/** Whether something must follow by itself: a run goes on, or the last thing that happened is what a person said. */
function isOwed({ status, rows }: SessionView): boolean {
  const last = rows.at(-1);
  const isSaid =
    last?.kind === "message" ? last.role === "user" : last?.kind === "request" && last.status === "answered";
  return status === "running" || isSaid;
}
