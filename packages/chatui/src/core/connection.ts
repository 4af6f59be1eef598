import { toGrant, type AuthAdapter, type Grant } from "./auth-adapter.ts";
import { ChatRequestError, toChatProblem, toNotice, type ChatProblem } from "./chat-problem.ts";
import { isProblemCode, parseFrame, type WireFrame } from "./wire-frame.ts";
import { createTimers, type Clock } from "./clock.ts";
import type { Socket, SocketConstructor } from "./socket.ts";
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

/** Gives single-use tickets for sockets; undefined where the server has none, and a token must do. */
export interface TicketSource {
  ticket(chatId: string, token: string): Promise<string | undefined>;
}

export interface ConnectionOptions {
  readonly chatId: string;
  readonly workflowId?: string;
  readonly auth: AuthAdapter;
  readonly api: TicketSource;
  /** `ws://host` or `wss://host`; the grant's `ws_url` wins. */
  readonly wsBaseUrl: string;
  /** A token that is there already, for the first attempt. */
  readonly grant?: Grant;
  readonly backoff: Backoff;
  readonly random: () => number;
  readonly clock: Clock;
  readonly WebSocket: SocketConstructor;
  /** A server that sends heartbeats, or owes something, and then sends nothing for so long counts as gone. */
  readonly silenceMs: number;
  /** Whether the server owes something: a run that goes on, a message that it has not acknowledged. */
  readonly isExpecting: () => boolean;
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
const openState = 1;

/** Opens nothing until `start()`. */
export function createConnection(options: ConnectionOptions): Connection {
  const { onFrame, onState, clock } = options;
  const timers = createTimers(clock);
  let socket: Socket | undefined;
  let grant = options.grant;
  let round = 0;
  let attempt = 0;
  let refusals = 0;
  let resumed = false;
  let lastFrameMs = 0;
  let expiresAtMs: number | undefined;
  let hasHeartbeat = false;
  let isDoubted = false;
  let said: ChatProblem | undefined;
  let phase: ConnectionState["phase"] = "closed";

  function enter(state: ConnectionState): void {
    phase = state.phase;
    onState(state);
  }

  async function open(): Promise<void> {
    const mine = ++round;
    timers.clear();
    timers.set("connect", connectTimeoutMs, () => lost(1006));
    enter(attempt === 0 && phase === "closed" ? { phase: "connecting" } : { phase: "reconnecting", attempt });
    try {
      grant ??= await askForToken();
      const used = grant;
      const ticket = mine === round ? await options.api.ticket(options.chatId, used.token) : undefined;
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

  async function askForToken(): Promise<Grant> {
    const { chatId, workflowId } = options;
    return toGrant(await options.auth.getToken({ chat_id: chatId, ...(workflowId && { workflow_name: workflowId }) }));
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
    timers.set("connect", connectTimeoutMs, () => lost(1006));
    socket = opened;
    lastFrameMs = clock.now();
    opened.addEventListener("message", ({ data }) => {
      if (mine !== round) return;
      lastFrameMs = clock.now();
      const frame = parseFrame(data);
      if (frame) receive(frame);
    });
    opened.addEventListener("close", ({ code, reason }) => {
      if (mine !== round) return;
      if (isProblemCode(reason)) said ??= { code: reason, title: reason };
      lost(code);
    });
    expiresAtMs = used.expiresAtMs;
  }

  function receive(frame: WireFrame): void {
    if (frame.type === "ping") hasHeartbeat = true;
    else if (phase !== "online") timers.set("connect", connectTimeoutMs, () => lost(1006));
    if (frame.type === "error" && frame.client_id === undefined) said = toNotice(frame);
    if (frame.type === "replay_complete") {
      attempt = 0;
      refusals = 0;
      said = undefined;
      timers.clear("connect");
      renewBefore(round, expiresAtMs);
      watch();
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
    enter({ phase: "reconnecting", attempt, retryAtMs: clock.now() + delayMs });
    timers.set("attempt", delayMs, () => void open());
  }

  /** A new token on the same socket, before the old one ends it with 4401. */
  function renewBefore(mine: number, atMs: number | undefined): void {
    if (atMs === undefined) return timers.clear("renew");
    const inMs = Math.max(0, atMs - clock.now() - renewBeforeMs);
    if (inMs <= maxTimerMs) timers.set("renew", inMs, () => void renew(mine));
  }

  /**
   * Browsers hide the ping frames of WebSocket and may take minutes to notice that a line is dead. A server that was never
   * heard to send heartbeats is doubted once: the line may have died before the first.
   */
  function watch(): void {
    timers.set("silence", options.silenceMs, () => {
      const isSilent = clock.now() - lastFrameMs >= options.silenceMs;
      if (!isSilent || (isDoubted && !hasHeartbeat && !options.isExpecting())) return watch();
      isDoubted = true;
      resume();
    });
  }

  async function renew(mine: number): Promise<void> {
    try {
      const fresh = await askForToken();
      if (mine !== round || !send({ type: "authenticate", token: fresh.token })) return;
      if ((fresh.expiresAtMs ?? 0) > clock.now() + renewBeforeMs) renewBefore(mine, fresh.expiresAtMs);
    } catch (thrown) {
      said = toChatProblem(thrown);
    }
  }

  function drop(): void {
    round += 1;
    timers.clear();
    socket?.close();
    socket = undefined;
  }

  function send(message: object): boolean {
    if (socket?.readyState !== openState) return false;
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
      const isQuiet = phase === "online" && clock.now() - lastFrameMs > quietMs;
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
