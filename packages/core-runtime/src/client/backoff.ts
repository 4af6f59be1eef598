const firstMs = 300;
const mostMs = 10_000;

/** How long to wait before attempt `count + 1`: any time up to a limit that doubles, so that many clients do not come at once. */
export const backoffMs = (count: number, random: () => number = Math.random): number =>
  random() * Math.min(mostMs, firstMs * 2 ** count);

/** Rejects with the signal's reason as soon as it is aborted. */
export function wait(timeMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, timeMs);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
