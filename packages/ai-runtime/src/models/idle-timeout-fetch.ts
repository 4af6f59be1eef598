/** A `fetch` as the AI SDK's providers take it. */
export type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` that fails with a TimeoutError when, while somebody waits for them, no bytes arrive for `idleTimeoutMs`:
 * neither the headers nor the next piece of the body. Comments that keep an event stream alive count as bytes.
 */
export function idleTimeoutFetch(fetch: Fetch, idleTimeoutMs: number): Fetch {
  return async (input, init) => {
    const watch = startWatch(init?.signal ?? undefined, idleTimeoutMs);
    try {
      const response = await fetch(input, { ...init, signal: watch.signal });
      if (response.body !== null) return new Response(watched(response.body, watch), response);
      watch.end();
      return response;
    } catch (thrown) {
      watch.end();
      throw thrown;
    }
  };
}

interface IdleWatch {
  /** Aborts with the outer signal, or when the wait for bytes takes too long. */
  readonly signal: AbortSignal;
  /** From now on somebody waits for bytes. */
  wait(): void;
  /** The bytes are there. */
  arrived(): void;
  end(): void;
}

/** One timer for the whole response: it is moved on, never made anew. */
function startWatch(outer: AbortSignal | undefined, idleTimeoutMs: number): IdleWatch {
  const controller = new AbortController();
  const forward = () => controller.abort(outer?.reason);
  if (outer?.aborted) forward();
  outer?.addEventListener("abort", forward, { once: true });
  let isWaiting = true;
  const timer = setTimeout(() => {
    if (isWaiting) controller.abort(new DOMException(`no bytes came for ${idleTimeoutMs / 1000} s`, "TimeoutError"));
  }, idleTimeoutMs);
  return {
    signal: controller.signal,
    wait() {
      isWaiting = true;
      timer.refresh();
    },
    arrived() {
      isWaiting = false;
    },
    end() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", forward);
    },
  };
}

function watched(body: ReadableStream<Uint8Array>, watch: IdleWatch): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        watch.wait();
        try {
          const { done, value } = await reader.read();
          watch.arrived();
          if (!done) return controller.enqueue(value);
          watch.end();
          controller.close();
        } catch (thrown) {
          watch.end();
          controller.error(thrown);
        }
      },
      cancel(reason) {
        watch.end();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
