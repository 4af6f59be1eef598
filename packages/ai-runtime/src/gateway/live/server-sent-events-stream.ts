import { MozaiksError, problems, publicDetail, type FrameOf } from "@mozaiks/contracts";
import type { Sessions } from "../../engine/sessions.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import type { Identity } from "../access/identity.ts";
import { SessionStream, type SessionStreamDeps } from "./session-stream.ts";
import type { StartingPoint } from "./session-stream-views.ts";
import type { StreamReader } from "./session-stream-writer.ts";
import type { Ticking } from "./socket-heartbeat.ts";

export interface EventStreamDeps {
  readonly sessions: Pick<Sessions, "start">;
  readonly stream: SessionStreamDeps;
  readonly telemetry: Pick<Telemetry, "fault">;
  /** How often a stream sends a comment, so that nothing on the way closes it. Default 15 s. */
  readonly commentMs?: number | undefined;
}

/** One reader of a session as `text/event-stream`. */
export class EventStream implements StreamReader, Ticking {
  readonly body: ReadableStream<Uint8Array>;
  /** Resolves with the first frame; rejects when the stream is refused before it. */
  readonly begun: Promise<void>;
  readonly #deps: EventStreamDeps;
  readonly #identity: Identity;
  readonly #chatId: string;
  readonly #stream: SessionStream;
  readonly #begin: PromiseWithResolvers<void> = Promise.withResolvers();
  #onClose: (() => void) | undefined;
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;
  /** What the network has not asked for yet. */
  #waiting: { readonly chunk: Uint8Array; readonly written: (() => void) | undefined }[] = [];
  #waitingBytes = 0;
  #isAsked = false;
  #hasBegun = false;
  #nextCommentMs: number;

  /** `onClose` is called once, however the stream ends. */
  constructor(deps: EventStreamDeps, identity: Identity, chatId: string, onClose: () => void) {
    this.#deps = deps;
    this.#identity = identity;
    this.#chatId = chatId;
    this.#onClose = onClose;
    this.#stream = new SessionStream(deps.stream, identity.tenant, chatId, this);
    this.#nextCommentMs = this.#now().getTime() + this.#commentMs();
    this.begun = this.#begin.promise;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#body = controller),
        pull: () => this.#pull(),
        cancel: () => this.#close(),
      },
      { highWaterMark: 0 },
    );
  }

  /** Joins the session and starts it when nobody has. */
  async open(start: StartingPoint): Promise<void> {
    await this.#stream.join(start);
    if (!this.#body) return;
    await this.#deps.sessions
      .start(this.#identity.tenant, this.#chatId)
      .catch((thrown: unknown) => this.#deps.telemetry.fault("event stream start", thrown));
  }

  send(text: string, seq?: number, written?: () => void): void {
    if (!this.#body) return written?.();
    this.#hasBegun = true;
    this.#begin.resolve();
    this.#enqueue(`${seq === undefined ? "" : `id: ${seq}\n`}data: ${text}\n\n`, written);
  }

  bufferedBytes(): number {
    return this.#waitingBytes;
  }

  fail(error: MozaiksError): void {
    if (!this.#body) return;
    if (!this.#hasBegun) this.#begin.reject(error);
    else if (error.code !== "reader.too-slow") {
      const { title } = problems[error.code];
      const about = { chat_id: this.#chatId, timestamp: this.#now().toISOString() };
      const frame: FrameOf<"error"> = { type: "error", ...about, code: error.code, title, detail: publicDetail(error) };
      this.send(JSON.stringify(frame));
      this.#flush();
    }
    this.#body.close();
    this.#close();
  }

  tick(nowMs: number): void {
    this.#stream.tick(nowMs);
    if (this.#identity.expires_at * 1000 <= nowMs) return this.fail(new MozaiksError("token.expired"));
    if (nowMs < this.#nextCommentMs) return;
    this.#nextCommentMs = nowMs + this.#commentMs();
    if (this.#waitingBytes === 0) this.#enqueue(": \n\n");
    void this.#stream.recheck();
  }

  #enqueue(text: string, written?: () => void): void {
    const chunk = new TextEncoder().encode(text);
    this.#waiting.push({ chunk, written });
    this.#waitingBytes += chunk.byteLength;
    if (this.#isAsked) this.#flush();
  }

  #pull(): void {
    this.#isAsked = true;
    if (this.#waiting.length > 0) this.#flush();
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#isAsked = false;
    if (waiting.length > 0) this.#body?.enqueue(Buffer.concat(waiting.map(({ chunk }) => chunk)));
    for (const { written } of waiting) written?.();
  }

  #close(): void {
    this.#body = undefined;
    this.#flush();
    this.#onClose?.();
    this.#onClose = undefined;
    this.#release().catch((thrown: unknown) => this.#deps.telemetry.fault("event stream close", thrown));
  }

  async #release(): Promise<void> {
    await this.#stream[Symbol.asyncDispose]();
  }

  #now(): Date {
    return this.#deps.stream.clock.now();
  }

  #commentMs(): number {
    return this.#deps.commentMs ?? 15_000;
  }
}
