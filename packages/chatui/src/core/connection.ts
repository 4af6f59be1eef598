import type { ApiClient } from "./api-client.ts";
import { toGrant, type AuthAdapter, type Grant } from "./auth-adapter.ts";
import { ChatRequestError, toChatProblem, toNotice, type ChatProblem } from "./chat-problem.ts";
import { isProblemCode, parseFrame, type WireFrame } from "./wire-frame.ts";
import { afterClose, backoffDelay, closeCodeOfStatus, type Backoff } from "./reconnect-policy.ts";

/** Where a connection stands. `retryAtMs` (epoch) is set while it waits for the next attempt. */
export type ConnectionState =
  | { readonly phase: "connecting" }
  | { readonly phase: "online" }
  | { readonly phase: "reconnecting"; readonly attempt: number; readonly retryAtMs?: number }
  | { readonly phase: "stopped"; readonly problem: ChatProblem }
  | { readonly phase: "closed" };

/** Where the log goes on: after a seq, or that many events before its head. */
export type ResumePoint = { readonly after_seq: number } | { readonly tail: number };

export interface ConnectionOptions {
  readonly chatId: string;
  readonly workflowId?: string;
  readonly auth: AuthAdapter;
  readonly api: ApiClient;
  /** `ws://host` or `wss://host`; the grant's `ws_url` wins. */
  readonly wsBaseUrl: string;
  /** A token that is there already, for the first attempt. */
  readonly grant?: Grant;
  readonly backoff: Backoff;
  readonly random: () => number;
  readonly now: () => number;
  readonly WebSocket: typeof WebSocket;
  /** A server that sends heartbeats and then nothing for so long counts as gone. */
  readonly silenceMs: number;
  readonly resumePoint: () => ResumePoint;
  readonly onFrame: (frame: WireFrame) => void;
  readonly onState: (state: ConnectionState) => void;
  /** The socket is gone: what was sent on it and not acknowledged must be sent again. */
  readonly onLost: (code: number) => void;
  /** Forget everything received. */
  readonly onRestart: () => void;
}

/** One chat's line to the server, kept up across sockets. */
export interface Connection {
  start(): void;
  /** False when there is no open socket. */
  readonly send: (message: object) => boolean;
  /** Drops the socket and goes on after what was received; without a delay, after the usual backoff. */
  resume(delayMs?: number): void;
  /** Ends a wait early: the network or the page is back, or the person asks. */
  wake(): void;
  close(): void;
}

const subprotocol = "mozaiks.v1";
const connectTimeoutMs = 15_000;
const renewBeforeMs = 60_000;
const maxTimerMs = 2 ** 31 - 1;
const quietMs = 45_000;

/** Opens nothing until `start()`. */
export function createConnection(options: ConnectionOptions): Connection {
  const { onFrame, onState } = options;
  let socket: WebSocket | undefined;
  let grant = options.grant;
  let round = 0;
  let attempt = 0;
  let refusals = 0;
  let resumed = false;
  let lastFrameMs = 0;
  let expiresAtMs: number | undefined;
  let said: ChatProblem | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let phase: ConnectionState["phase"] = "closed";

  function enter(state: ConnectionState): void {
    phase = state.phase;
    onState(state);
  }

  async function open(): Promise<void> {
    const mine = ++round;
    clearTimeout(waiting);
    enter(attempt === 0 && phase === "closed" ? { phase: "connecting" } : { phase: "reconnecting", attempt });
    try {
      const { chatId, workflowId } = options;
      grant ??= toGrant(
        await options.auth.getToken({ chat_id: chatId, ...(workflowId && { workflow_name: workflowId }) }),
      );
      const used = grant;
      const ticket = mine === round ? await options.api.ticket(chatId, used.token) : undefined;
      if (mine !== round) return;
      grant = undefined;
      attach(mine, socketUrl(used, ticket), used);
    } catch (thrown) {
      if (mine !== round) return;
      grant = undefined;
      said = toChatProblem(thrown);
      lost(thrown instanceof ChatRequestError ? closeCodeOfStatus(thrown.status) : 1013);
    }
  }

  function socketUrl(used: Grant, ticket: string | undefined): string {
    const point = options.resumePoint();
    resumed = "after_seq" in point && point.after_seq > 0;
    const url = new URL(used.ws_url ?? `${options.wsBaseUrl}/ws/chat`);
    if (ticket === undefined) url.searchParams.set("token", used.token);
    else url.searchParams.set("ticket", ticket);
    for (const [name, value] of Object.entries(point)) url.searchParams.set(name, String(value));
    return url.href;
  }

  function attach(mine: number, url: string, used: Grant): void {
    const opened = new options.WebSocket(url, [subprotocol]);
    const timeout = setTimeout(() => opened.close(), connectTimeoutMs);
    socket = opened;
    lastFrameMs = options.now();
    opened.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (mine !== round) return;
      clearTimeout(timeout);
      lastFrameMs = options.now();
      const frame = parseFrame(data);
      if (frame) receive(frame);
    });
    opened.addEventListener("close", ({ code, reason }) => {
      clearTimeout(timeout);
      if (mine !== round) return;
      if (isProblemCode(reason)) said ??= { code: reason, title: reason };
      lost(code);
    });
    expiresAtMs = used.expiresAtMs;
  }

  function receive(frame: WireFrame): void {
    if (frame.type === "ping" && watchdog === undefined) watch(round);
    if (frame.type === "error" && frame.client_id === undefined) said = toNotice(frame);
    if (frame.type === "replay_complete") {
      attempt = 0;
      refusals = 0;
      said = undefined;
      renewBefore(round, expiresAtMs);
      enter({ phase: "online" });
    }
    onFrame(frame);
  }

  function lost(code: number): void {
    drop();
    refusals = code === 4401 ? refusals + 1 : 0;
    const facts = { code, attempt, refusals, resumed, ...(said && { problem: said }) };
    const next = afterClose(facts, options.backoff, options.random);
    said = undefined;
    options.onLost(code);
    if (next.kind === "stop") return enter({ phase: "stopped", problem: next.problem });
    if (next.kind === "restart") options.onRestart();
    later(next.kind === "restart" ? backoffDelay(attempt, options.backoff, options.random) : next.delayMs);
  }

  function later(delayMs: number): void {
    attempt += 1;
    enter({ phase: "reconnecting", attempt, retryAtMs: options.now() + delayMs });
    waiting = setTimeout(() => void open(), delayMs);
  }

  /** A new token on the same socket, before the old one ends it with 4401. */
  function renewBefore(mine: number, atMs: number | undefined): void {
    clearTimeout(renewal);
    if (atMs === undefined) return;
    const inMs = Math.max(0, atMs - options.now() - renewBeforeMs);
    if (inMs <= maxTimerMs) renewal = setTimeout(() => void renew(mine), inMs);
  }

  /** Browsers hide the ping frames of WebSocket and may take minutes to notice that a line is dead. */
  function watch(mine: number): void {
    watchdog = setTimeout(() => {
      if (mine !== round) return;
      if (options.now() - lastFrameMs < options.silenceMs) watch(mine);
      else resume();
    }, options.silenceMs);
  }

  async function renew(mine: number): Promise<void> {
    try {
      const fresh = toGrant(await options.auth.getToken({ chat_id: options.chatId }));
      if (mine !== round || !send({ type: "authenticate", token: fresh.token })) return;
      if ((fresh.expiresAtMs ?? 0) > options.now() + renewBeforeMs) renewBefore(mine, fresh.expiresAtMs);
    } catch (thrown) {
      said = toChatProblem(thrown);
    }
  }

  function drop(): void {
    round += 1;
    clearTimeout(waiting);
    clearTimeout(renewal);
    clearTimeout(watchdog);
    watchdog = undefined;
    socket?.close();
    socket = undefined;
  }

  function send(message: object): boolean {
    if (socket?.readyState !== options.WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  }

  function resume(delayMs = backoffDelay(attempt, options.backoff, options.random)): void {
    if (phase === "closed" || phase === "stopped") return;
    drop();
    options.onLost(1006);
    later(delayMs);
  }

  return {
    start() {
      if (phase === "closed") void open();
    },
    send,
    resume,
    wake() {
      const isQuiet = phase === "online" && options.now() - lastFrameMs > quietMs;
      const isWaiting = phase === "reconnecting" && socket === undefined;
      if (!isQuiet && !isWaiting && phase !== "stopped") return;
      drop();
      options.onLost(1006);
      if (phase === "stopped") refusals = 0;
      void open();
    },
    close() {
      if (phase === "closed") return;
      drop();
      enter({ phase: "closed" });
    },
  };
}
