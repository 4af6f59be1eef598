import { MozaiksError, type TransientFrame } from "@mozaiks/contracts";
import type { Clock } from "../../ports/clock.ts";

/** Where a session's frames go: a WebSocket, an event stream, a test. */
export interface StreamReader {
  /** `seq` is that of a logged event. `written` is called once the text left the process, or never will. */
  send(text: string, seq?: number, written?: () => void): void;
  /** Bytes that were sent and are still held in this process. */
  bufferedBytes(): number;
  /** The stream cannot go on: the reader is told why and is closed. Called at most once. */
  fail(error: MozaiksError): void;
}

export interface StreamWriterOptions {
  readonly clock: Clock;
  /** A reader that holds more than this in our memory is dropped with `reader.too-slow`. Default 1 MiB. */
  readonly maxBufferedBytes?: number | undefined;
  /** A reader that takes nothing of a replay for this long is dropped. Default 30 s. */
  readonly stallMs?: number | undefined;
}

/** A replay waits for the reader when it holds more than this part of what it may. */
const pacedPart = 0.25;

/** Sends to one reader within its bound: live frames at once or never, a replay as fast as it is taken. */
export class StreamWriter {
  readonly #reader: StreamReader;
  readonly #options: StreamWriterOptions;
  #isClosed = false;
  #writingSinceMs = 0;

  constructor(reader: StreamReader, options: StreamWriterOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  frame(frame: TransientFrame): void {
    if (!this.#isClosed) this.#reader.send(JSON.stringify(frame));
  }

  live(text: string, seq?: number): void {
    if (this.#isClosed) return;
    if (this.#reader.bufferedBytes() > this.#maxBytes()) this.fail(new MozaiksError("reader.too-slow"));
    else this.#reader.send(text, seq);
  }

  /** Resolves when the reader has room for more. */
  async paced(text: string, seq: number): Promise<void> {
    if (this.#isClosed) return;
    if (this.#reader.bufferedBytes() <= this.#maxBytes() * pacedPart) return this.#reader.send(text, seq);
    this.#writingSinceMs = this.#options.clock.now().getTime();
    await new Promise<void>((resolve) => {
      this.#reader.send(text, seq, resolve);
    });
    this.#writingSinceMs = 0;
  }

  /** Drops a reader that takes nothing. */
  tick(nowMs: number): void {
    const isStalled = this.#writingSinceMs > 0 && nowMs - this.#writingSinceMs > (this.#options.stallMs ?? 30_000);
    if (isStalled) this.fail(new MozaiksError("reader.too-slow"));
  }

  fail(error: MozaiksError): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#reader.fail(error);
  }

  /** Nothing is sent any more. */
  close(): void {
    this.#isClosed = true;
  }

  #maxBytes(): number {
    return this.#options.maxBufferedBytes ?? 1024 * 1024;
  }
}
