import { setTimeout as delay } from "node:timers/promises";

const patienceMs = 20_000;

/** What `look` gives as soon as it gives something. Looks often; rejects when it never comes. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`${what}: it never came`);
    await delay(10);
  }
}
