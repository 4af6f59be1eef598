import {
  closeCodeOf,
  MozaiksError,
  problems,
  publicDetail,
  toMozaiksError,
  type ClientMessage,
  type FrameOf,
} from "@mozaiks/contracts";
import type { RawData, WebSocket } from "ws";
import type { Sessions } from "../../engine/sessions.ts";
import type { SessionRecord } from "../../ports/event-store.ts";
import type { GatewayTelemetry, Telemetry } from "../../ports/telemetry.ts";
import type { Authenticate } from "../access/authenticate.ts";
import type { Identity } from "../access/identity.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import { SessionStream, type SessionStreamDeps } from "./session-stream.ts";
import type { StartingPoint } from "./session-stream-views.ts";
import type { StreamReader } from "./session-stream-writer.ts";
import type { Ticking } from "./socket-heartbeat.ts";
import { clientIdOf, parseClientMessage, parseSocketText, type RawMessage } from "./socket-message.ts";

export interface SocketConnectionDeps {
  readonly sessions: Pick<Sessions, "start" | "submit">;
  readonly authenticate: Authenticate;
  readonly limits: Pick<RateLimits, "message">;
  readonly stream: SessionStreamDeps;
  readonly telemetry: Pick<Telemetry, "fault"> & Pick<GatewayTelemetry, "socketOpened" | "socketClosed">;
  /** How often a socket is pinged. It is dead when it left two pings unanswered. Default 30 s. */
  readonly heartbeatMs?: number | undefined;
}

/** Messages that wait for the one before them. A client that sends more at once is closed with 4429. */
const maxWaiting = 128;
/** Messages that wait before no more are read from the network. */
const pauseAt = 16;
/** Refused messages in a row after which a client that does not listen is closed with 4429. */
const maxStrikes = 20;
const maxMissedPongs = 2;

type Transient = Bare<FrameOf<"ack">> | Bare<FrameOf<"error">> | Bare<FrameOf<"ping">>;
type Bare<F> = Omit<F, "chat_id" | "timestamp">;

/** One WebSocket on one session: frames out through its stream, messages in one after the other. */
export class SocketConnection implements StreamReader, Ticking {
  readonly #deps: SocketConnectionDeps;
  readonly #socket: WebSocket;
  readonly #session: Pick<SessionRecord, "app_id" | "user_id" | "chat_id">;
  readonly #stream: SessionStream;
  #identity: Identity;
  #waiting: RawMessage[] | undefined;
  #strikes = 0;
  #missedPongs = 0;
  #nextBeatMs: number;
  readonly #openedMs: number;

  constructor(deps: SocketConnectionDeps, socket: WebSocket, identity: Identity, session: SessionRecord) {
    const { app_id, user_id, chat_id } = session;
    this.#deps = deps;
    this.#socket = socket;
    this.#identity = identity;
    this.#session = { app_id, user_id, chat_id };
    this.#stream = new SessionStream(deps.stream, identity.tenant, chat_id, this);
    this.#openedMs = this.#nowMs();
    this.#nextBeatMs = this.#openedMs + this.#heartbeatMs();
    deps.telemetry.socketOpened(this.#session);
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("pong", () => (this.#missedPongs = 0));
  }

  /** Joins the session and starts it when nobody has. Resolves when the stream is live or ended. */
  async open(start: StartingPoint): Promise<void> {
    await this.#stream.join(start);
    if (!this.#isOpen()) return;
    await this.#deps.sessions
      .start(this.#identity.tenant, this.#session.chat_id)
      .catch((thrown: unknown) => this.#refuse(thrown));
  }

  /** The socket was closed: frees what the connection holds. */
  closed(closeCode: number): void {
    this.#deps.telemetry.socketClosed(this.#session, { closeCode, durationMs: this.#nowMs() - this.#openedMs });
    this.#stream[Symbol.asyncDispose]().catch((thrown: unknown) => this.#deps.telemetry.fault("socket close", thrown));
  }

  send(text: string, _seq?: number, written?: () => void): void {
    if (written) this.#socket.send(text, written);
    else if (this.#isOpen()) this.#socket.send(text);
  }

  bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  fail(error: MozaiksError): void {
    if (!this.#isOpen()) return;
    this.#refuse(error);
    this.#socket.resume();
    this.#socket.close(closeCodeOf(error.code), error.code);
  }

  tick(nowMs: number): void {
    if (!this.#isOpen()) return;
    this.#stream.tick(nowMs);
    if (this.#identity.expires_at * 1000 <= nowMs) return this.fail(new MozaiksError("token.expired"));
    if (nowMs < this.#nextBeatMs) return;
    this.#nextBeatMs = nowMs + this.#heartbeatMs();
    if (this.#socket.isPaused) return;
    if (this.#missedPongs >= maxMissedPongs) return this.#socket.terminate();
    this.#missedPongs += 1;
    this.#socket.ping();
    void this.#stream.recheck().then(() => this.#frame({ type: "ping", head_seq: this.#stream.lastSeq }));
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (!this.#isOpen()) return;
    try {
      const raw = parseSocketText(data, isBinary);
      if (!this.#waiting) {
        this.#waiting = [raw];
        void this.#work(this.#waiting);
        return;
      }
      if (this.#waiting.push(raw) > maxWaiting) throw new MozaiksError("limit.messages");
      if (this.#waiting.length > pauseAt) this.#socket.pause();
    } catch (thrown) {
      this.fail(toMozaiksError(thrown));
    }
  }

  /** Handles the messages that wait, in order. */
  async #work(waiting: RawMessage[]): Promise<void> {
    for (let raw = waiting[0]; raw !== undefined && this.#isOpen(); raw = waiting[0]) {
      await this.#handle(raw);
      waiting.shift();
    }
    this.#waiting = undefined;
    this.#socket.resume();
  }

  async #handle(raw: RawMessage): Promise<void> {
    const client_id = clientIdOf(raw);
    try {
      this.#checkNamed(raw);
      this.#deps.limits.message(this.#identity);
      const message = parseClientMessage(raw);
      this.#strikes = 0;
      if (message.type === "ping") return;
      const ack = message.type === "authenticate" ? await this.#renew(message.token) : await this.#submit(message);
      if (client_id !== undefined) this.#frame({ type: "ack", client_id, ...ack });
    } catch (thrown) {
      const error = toMozaiksError(thrown);
      const isLast = error.code === "identity.mismatch" || (this.#strikes += 1) > maxStrikes;
      if (!isLast) this.#refuse(error, client_id);
      else this.fail(error.code === "identity.mismatch" ? error : new MozaiksError("limit.messages"));
    }
  }

  async #submit(message: Exclude<ClientMessage, { type: "authenticate" | "ping" }>): Promise<{ event_seq?: number }> {
    if (this.#identity.expires_at * 1000 <= this.#nowMs()) throw new MozaiksError("token.expired");
    const by = this.#identity.user_id ?? "service";
    return this.#deps.sessions.submit(this.#identity.tenant, this.#session.chat_id, message, by);
  }

  /** A new token for the same app, user and chat; anything else ends the connection. */
  async #renew(token: string): Promise<object> {
    const headers = new Headers({ authorization: `Bearer ${token}` });
    const identity = await this.#deps.authenticate({ headers, query: new URLSearchParams() }, "http");
    const { app_id, user_id, chat_id } = this.#session;
    const isSame =
      identity.tenant.app_id === app_id &&
      (identity.kind === "service" || (identity.user_id === user_id && identity.chat_id === chat_id));
    if (!isSame || identity.kind !== this.#identity.kind) throw new MozaiksError("identity.mismatch");
    this.#identity = identity;
    return {};
  }

  /** @throws MozaiksError `identity.mismatch` when the message names another chat, user or app. */
  #checkNamed(raw: RawMessage): void {
    for (const name of ["chat_id", "user_id", "app_id"] as const)
      if (typeof raw[name] === "string" && raw[name] !== this.#session[name])
        throw new MozaiksError("identity.mismatch", `${name} is not the token's`);
  }

  #refuse(thrown: unknown, client_id?: string): void {
    const error = toMozaiksError(thrown);
    if (error.code === "internal") this.#deps.telemetry.fault("socket message", error.cause ?? error, this.#session);
    const { title } = problems[error.code];
    const detail = publicDetail(error);
    this.#frame({ type: "error", code: error.code, title, detail, ...(client_id !== undefined && { client_id }) });
  }

  #frame(frame: Transient): void {
    if (!this.#isOpen()) return;
    const timestamp = this.#deps.stream.clock.now().toISOString();
    this.#socket.send(JSON.stringify({ ...frame, chat_id: this.#session.chat_id, timestamp }));
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  #nowMs(): number {
    return this.#deps.stream.clock.now().getTime();
  }

  #heartbeatMs(): number {
    return this.#deps.heartbeatMs ?? 30_000;
  }
}
