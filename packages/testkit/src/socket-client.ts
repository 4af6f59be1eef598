import type { Frame, Problem } from "@mozaiks/contracts";
import { applyEvent, emptyView, type SessionView } from "@mozaiks/contracts/fold";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { WebSocket, type ClientOptions } from "ws";

export interface SocketClose {
  readonly code: number;
  readonly reason: string;
}

/** A client that remembers all it was sent. */
export interface SocketClient extends AsyncDisposable {
  readonly frames: readonly Frame[];
  /** The fold of the frames; undefined before the first. */
  readonly view: SessionView | undefined;
  /** `seq` of the last logged frame: what `after_seq` resumes with. */
  readonly lastSeq: number;
  readonly closed: Promise<SocketClose>;
  /** Protocol pings that arrived. */
  readonly pings: number;
  /** The connection itself, for tests that break it. */
  readonly socket: WebSocket;
  /** An object is sent as JSON, text and bytes as they are. */
  send(message: object | string | Uint8Array): void;
  /** The first frame that fits, of those that came or will come. Rejects when the socket closes or after 15 s. */
  frame(fits: (frame: Frame) => boolean): Promise<Frame>;
}

export interface SocketClientOptions extends ClientOptions {
  readonly subprotocol?: string;
  /** Goes on with what an earlier connection folded. */
  readonly view?: SessionView | undefined;
}

/** The server answered the upgrade with something else. */
export class UpgradeRefused extends Error {
  override readonly name = "UpgradeRefused";
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly problem: Problem;

  constructor(response: IncomingMessage, body: string) {
    super(`refused with ${response.statusCode}: ${body}`);
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    this.problem = JSON.parse(body) as Problem;
  }
}

/**
 * Connects to a session's socket.
 * @throws UpgradeRefused with the problem when the server does not upgrade.
 */
export async function connectSocket(url: string, options: SocketClientOptions = {}): Promise<SocketClient> {
  const { subprotocol, view, ...clientOptions } = options;
  const socket = new WebSocket(url, subprotocol === undefined ? [] : [subprotocol], clientOptions);
  const client = recordFrames(socket, view);
  const answer = new AbortController();
  const [opened, refused] = (["open", "unexpected-response"] as const).map((event) =>
    once(socket, event, { signal: answer.signal }),
  );
  const [, response] = (await Promise.race([opened, refused])) ?? [];
  void Promise.allSettled([opened, refused]);
  answer.abort();
  if (response) throw new UpgradeRefused(response as IncomingMessage, await textOf(response as IncomingMessage));
  return client;
}

function recordFrames(socket: WebSocket, before: SessionView | undefined): SocketClient {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  let view = before;
  let lastSeq = before?.rows_seq ?? 0;
  let pings = 0;
  const closed = new Promise<SocketClose>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on("ping", () => (pings += 1));
  socket.on("message", (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame;
    frames.push(frame);
    view = applyEvent(view ?? emptyView(frame.chat_id), frame);
    if ("seq" in frame) lastSeq = frame.seq;
    for (const look of waiting) look();
  });

  return {
    frames,
    closed,
    socket,
    get view() {
      return view;
    },
    get lastSeq() {
      return lastSeq;
    },
    get pings() {
      return pings;
    },
    send(message) {
      const isRaw = typeof message === "string" || message instanceof Uint8Array;
      socket.send(isRaw ? message : JSON.stringify(message));
    },
    frame(fits) {
      return new Promise((resolve, reject) => {
        const types = (): string => frames.map((frame) => frame.type).join(", ");
        const timer = setTimeout(() => stop(() => reject(new Error(`no such frame; got ${types()}`))), 15_000);
        const stop = (settle: () => void): void => {
          clearTimeout(timer);
          waiting.delete(look);
          settle();
        };
        let seen = 0;
        const look = (): void => {
          const found = frames.slice(seen).find(fits);
          seen = frames.length;
          if (found) stop(() => resolve(found));
        };
        waiting.add(look);
        void closed.then(({ code }) => stop(() => reject(new Error(`closed with ${code}; got ${types()}`))));
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      socket.terminate();
      await closed;
    },
  };
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return text;
}
