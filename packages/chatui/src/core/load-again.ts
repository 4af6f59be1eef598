const firstWaitMs = 500;
const longestWaitMs = 15_000;
const maxAttempts = 12;

/**
 * What `load` gives. Where the network fails it is asked for again, after ever longer waits, for about two minutes; then
 * the last failure is thrown. A part of the chat that was wanted during a cut is there when the cut is over.
 */
export async function loadAgain<T>(load: () => Promise<T>): Promise<T> {
  let waitMs = firstWaitMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await load();
    } catch (thrown) {
      if (attempt === maxAttempts) throw thrown;
      await new Promise((resolve) => {
        setTimeout(resolve, waitMs);
      });
      waitMs = Math.min(2 * waitMs, longestWaitMs);
    }
  }
}
