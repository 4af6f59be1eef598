import type { ProblemCode } from "@mozaiks/contracts";
import { toFrame } from "./realtime-event.ts";

/** What a reader has not taken yet may be this large; beyond it the stream is closed. */
const maxBufferedBytes = 1024 * 1024;

/** How long the last event waits for a reader before the connection is given up. */
const lastEventMs = 5_000;

/** The body of a stream of events: what is sent waits until it is read. */
export interface EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly isOpen: boolean;
  /** Does nothing when the stream is closed; closes it with `reader.too-slow` when its reader is too far behind. */
  readonly send: (text: string) => void;
  /** Drops what still waits, says why, and ends. */
  readonly close: (code: ProblemCode) => void;
  /** Ends at once: nobody is there any more. */
  readonly abort: () => void;
}

/** `onClosed` is called once, whoever ends the stream. */
export function createEventStream(onClosed: () => void): EventStream {
  const encoder = new TextEncoder();
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let state: "open" | "closing" | "closed" = "open";
  let wake: (() => void) | undefined;
  let giveUp: ReturnType<typeof setTimeout> | undefined;

  function end(next: "closing" | "closed"): void {
    if (state === "open") onClosed();
    state = next;
    if (next === "closed") {
      clearTimeout(giveUp);
      [waiting, waitingBytes] = [[], 0];
    }
    wake?.();
  }

  function put(text: string): void {
    const bytes = encoder.encode(text);
    waiting.push(bytes);
    waitingBytes += bytes.byteLength;
  }

  function close(code: ProblemCode): void {
    if (state !== "open") return;
    [waiting, waitingBytes] = [[], 0];
    put(`${toFrame({ name: "closed", data: { code } })}\n`);
    giveUp = setTimeout(fail, lastEventMs);
    giveUp.unref();
    end("closing");
  }

  let [abort, fail] = [() => {}, () => {}];
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        abort = () => {
          if (state === "closed") return;
          end("closed");
          controller.close();
        };
        fail = () => {
          end("closed");
          controller.error(new Error("Nobody read the end of the stream"));
        };
      },
      async pull(controller) {
        if (waiting.length === 0 && state === "open")
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        wake = undefined;
        if (state === "closed") return;
        const [bytes] = waiting.length > 1 ? [joined(waiting, waitingBytes)] : waiting;
        [waiting, waitingBytes] = [[], 0];
        if (bytes) controller.enqueue(bytes);
        if (state !== "closing") return;
        controller.close();
        end("closed");
      },
      cancel: () => end("closed"),
    },
    { highWaterMark: 0 },
  );

  return {
    body,
    get isOpen() {
      return state === "open";
    },
    send(text) {
      if (state !== "open") return;
      put(text);
      if (waitingBytes > maxBufferedBytes) close("reader.too-slow");
      else wake?.();
    },
    close,
    abort: () => abort(),
  };
}

function joined(parts: readonly Uint8Array[], byteLength: number): Uint8Array {
  const all = new Uint8Array(byteLength);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.byteLength;
  }
  return all;
}
