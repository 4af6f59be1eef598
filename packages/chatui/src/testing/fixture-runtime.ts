import type { ClientMessage, Frame } from "@mozaiks/contracts/fold";
import type { AuthAdapter } from "../core/auth-adapter.ts";
import { systemClock, type Clock } from "../core/clock.ts";
import type { SocketConstructor } from "../core/socket.ts";
import type { Fault } from "./fault.ts";
import { FixtureChat } from "./fixture-chat.ts";
import { createFixtureFetch } from "./fixture-fetch.ts";
import { FixtureSocket } from "./fixture-socket.ts";
import { createFixtureTokens } from "./fixture-tokens.ts";
import { FaultyLine } from "./faulty-line.ts";
import type { GoldenStream } from "./golden-stream.ts";
import { loadGoldenStreams } from "./golden-streams.ts";

export interface FixtureRuntimeOptions {
  /** What its chats are made of: a chat is the stream that has its id, any other is a copy of the first. Default: all. */
  readonly streams?: readonly GoldenStream[];
  readonly clock?: Clock;
  readonly faults?: readonly Fault[];
  /** Whether streams stop before what people do (default), or do that as well. */
  readonly inputs?: "wait" | "play";
  /** Milliseconds from one side to the other. Default 5. */
  readonly latencyMs?: number;
  /** The longest pause in a stream. Default 2,000. */
  readonly maxGapMs?: number;
  /** Default 20,000. */
  readonly heartbeatMs?: number;
  /** Default 3,600. */
  readonly tokenSeconds?: number;
  /** Of one client message. Default 256 KiB; a bigger one closes with 1009. */
  readonly maxPayloadBytes?: number;
}

/** A runtime in this program: the real protocol, golden streams where the engine would be, and faults on demand. */
export interface FixtureRuntime {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly auth: AuthAdapter;
  readonly fetch: typeof fetch;
  readonly WebSocket: SocketConstructor;
  readonly chats: ReadonlyMap<string, FixtureChat>;
  /** Requests seen, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** Files that were uploaded. */
  readonly uploads: readonly object[];
  /** Addresses of the sockets that were opened. */
  readonly connects: readonly URL[];
  /** Frames sent so far; faults count them. */
  readonly framesSent: number;
  /** While away it accepts nothing, as if it were down. */
  isAway: boolean;
  chat(chatId: string): FixtureChat;
  /** Ends every socket. Default 1006: the network is gone. */
  cut(code?: number): void;
  restart(code?: 1001 | 1006): void;
  expireTokens(): void;
  refuseTickets(status?: number, times?: number): void;
  /** Every open socket stays open and nothing passes through it any more. */
  deafen(): void;
  /** Sends text to every socket of a chat as it is. */
  sendRaw(chatId: string, text: string): void;
}

const baseUrl = "https://fixture.test";

/** Opens no port and needs no network. What it gives is what `createChatSession` takes: `createChatSession({ ...runtime, chatId })`. */
export function createFixtureRuntime(options: FixtureRuntimeOptions = {}): FixtureRuntime {
  const { clock = systemClock, latencyMs = 5, heartbeatMs = 20_000, maxPayloadBytes = 256 * 1024 } = options;
  const streams = options.streams ?? loadGoldenStreams();
  const chats = new Map<string, FixtureChat>();
  const sockets = new Map<FixtureSocket, FaultyLine>();
  const connects: URL[] = [];
  const tokens = createFixtureTokens({ clock, seconds: options.tokenSeconds ?? 3_600 });
  const faults = new Map((options.faults ?? []).map((fault) => [fault.at, fault]));
  let framesSent = 0;

  const server = {
    clock,
    latencyMs,
    onOpen(socket: FixtureSocket): void {
      const url = new URL(socket.url);
      connects.push(url);
      if (runtime.isAway) return socket.endFromServer(1006);
      const claims = tokens.redeem(url.searchParams);
      if (!claims) return socket.endFromServer(4401, "token.invalid");
      const chat = runtime.chat(claims.chat_id);
      const after = url.searchParams.get("after_seq");
      const tail = url.searchParams.get("tail");
      if (Number(after) > chat.log.length) return socket.endFromServer(4400, "session.seq-ahead");
      const line = new FaultyLine({ socket, chat, clock, onFrame: count, inject });
      sockets.set(socket, line);
      line.expireAt(claims.exp * 1000);
      const point = {
        afterSeq: after === null ? undefined : Number(after),
        tail: tail === null ? undefined : Number(tail),
      };
      for (const frame of chat.welcome(point)) line.transmit(frame);
      beat(socket);
      chat.start();
    },
    onMessage(socket: FixtureSocket, text: string): void {
      const line = sockets.get(socket);
      if (!line) return;
      if (text.length > maxPayloadBytes) return socket.endFromServer(1009);
      const message = JSON.parse(text) as ClientMessage;
      if (message.type === "authenticate") return line.expireAt((tokens.read(message.token)?.exp ?? 0) * 1000);
      for (const frame of line.chat.accept(message)) line.transmit(frame);
    },
    onGone(socket: FixtureSocket): void {
      sockets.get(socket)?.end();
      sockets.delete(socket);
    },
  };

  function count(): Fault | undefined {
    framesSent += 1;
    return faults.get(framesSent - 1);
  }

  /** The faults that are of more than one socket. */
  function inject(fault: Fault): void {
    if (fault.kind === "restart") runtime.restart(fault.code);
    else if (fault.kind === "expire") runtime.expireTokens();
    else if (fault.kind === "refuse") runtime.refuseTickets(fault.status, fault.times);
  }

  function beat(socket: FixtureSocket): void {
    clock.after(heartbeatMs, () => {
      const line = sockets.get(socket);
      if (!line) return;
      line.heartbeat();
      beat(socket);
    });
  }

  function chat(chatId: string): FixtureChat {
    const known = chats.get(chatId);
    if (known) return known;
    const stream = streams.find((each) => each.chatId === chatId) ?? streams[0];
    if (!stream) throw new Error("a fixture runtime needs at least one golden stream");
    const { inputs = "wait", maxGapMs = 2_000 } = options;
    const made = new FixtureChat({
      chatId,
      stream,
      clock,
      inputs,
      maxGapMs,
      broadcast: (frame) => broadcast(chatId, frame),
    });
    chats.set(chatId, made);
    return made;
  }

  function broadcast(chatId: string, frame: Frame): void {
    for (const line of linesOf(chatId)) line.transmit(frame);
  }

  function linesOf(chatId: string): FaultyLine[] {
    return [...sockets.values()].filter((line) => line.chat.chatId === chatId);
  }

  const http = createFixtureFetch({ baseUrl, clock, latencyMs, tokens, chats, chat, isAway: () => runtime.isAway });
  const runtime: FixtureRuntime = {
    baseUrl,
    clock,
    auth: {
      getToken: ({ chat_id, workflow_name }) => tokens.issue(chat_id ?? newChatId(workflow_name), workflow_name),
    },
    fetch: http.fetch,
    WebSocket: class extends FixtureSocket {
      constructor(url: string, protocols: string | string[] = []) {
        super(server, url, protocols);
      }
    },
    chats,
    requests: http.requests,
    uploads: http.uploads,
    connects,
    get framesSent() {
      return framesSent;
    },
    isAway: false,
    chat,
    cut(code = 1006) {
      for (const socket of sockets.keys()) socket.endFromServer(code);
    },
    restart(code = 1006) {
      runtime.cut(code);
      for (const each of chats.values()) each.restart();
    },
    expireTokens() {
      tokens.revoke();
      for (const line of sockets.values()) line.expire();
    },
    refuseTickets: (status = 401, times = 1) => http.refuse(status, times),
    deafen() {
      for (const socket of sockets.keys()) {
        socket.isDeaf = true;
        server.onGone(socket);
      }
    },
    sendRaw(chatId, text) {
      for (const line of linesOf(chatId)) line.sendRaw(text);
    },
  };

  function newChatId(workflowId: string | undefined): string {
    const stream = streams.find(({ workflow }) => workflow.workflow_id === workflowId) ?? streams[0];
    const chatId = stream?.chatId ?? "chat";
    return chats.has(chatId) ? `${chatId}_${chats.size + 1}` : chatId;
  }

  return runtime;
}
