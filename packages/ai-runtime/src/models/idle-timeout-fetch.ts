/** A `fetch` as the AI SDK's providers take it. */
export type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` that fails with a TimeoutError when, while somebody waits for them, no bytes arrive for `idleTimeoutMs`:
 * neither the headers nor the next piece of the body. Comments that keep an event stream alive count as bytes.
 */
export function idleTimeoutFetch(fetch: Fetch, idleTimeoutMs: number): Fetch {
  return async (input, init) => {
    const controller = new AbortController();
    const outer = init?.signal ?? undefined;
    const forward = () => controller.abort(outer?.reason);
    if (outer?.aborted) forward();
    outer?.addEventListener("abort", forward, { once: true });
    const release = () => outer?.removeEventListener("abort", forward);
    const inTime = async <T>(waiting: Promise<T>): Promise<T> => {
      const timer = setTimeout(() => controller.abort(timeoutError(idleTimeoutMs)), idleTimeoutMs);
      try {
        return await waiting;
      } finally {
        clearTimeout(timer);
      }
    };
    try {
      const response = await inTime(fetch(input, { ...init, signal: controller.signal }));
      if (response.body === null) {
        release();
        return response;
      }
      return new Response(watched(response.body, inTime, release), response);
    } catch (thrown) {
      release();
      throw thrown;
    }
  };
}

function watched(
  body: ReadableStream<Uint8Array>,
  inTime: <T>(waiting: Promise<T>) => Promise<T>,
  release: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await inTime(reader.read());
          if (!done) return controller.enqueue(value);
          release();
          controller.close();
        } catch (thrown) {
          release();
          controller.error(thrown);
        }
      },
      cancel(reason) {
        release();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function timeoutError(ms: number): DOMException {
  return new DOMException(`no bytes came for ${ms / 1000} s`, "TimeoutError");
}
