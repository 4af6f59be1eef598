import type { CDPSession, Page } from "playwright-core";

/** What a page's main thread did while something went on. */
export interface Load {
  /** Share of the time that tasks took, in percent; whoever else uses the machine makes it larger. */
  readonly busy: number;
  /** Share of the time that the thread had a processor, in percent. */
  readonly cpu: number;
  readonly seconds: number;
}

/** The main thread's share while `run` runs, from Chromium's own count of the time in tasks. */
export async function measureLoad(cdp: CDPSession, run: () => Promise<void>): Promise<Load> {
  const before = await metricsOf(cdp);
  await run();
  const after = await metricsOf(cdp);
  const seconds = after.Timestamp - before.Timestamp;
  const share = (spent: number): number => (spent / seconds) * 100;
  const busy = share(after.TaskDuration - before.TaskDuration);
  return { busy, cpu: share(after.ThreadTime - before.ThreadTime), seconds };
}

/** MiB of JavaScript that lives after a collection. */
export async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  return (await metricsOf(cdp)).JSHeapUsedSize / 1_048_576;
}

async function metricsOf(
  cdp: CDPSession,
): Promise<Record<"Timestamp" | "TaskDuration" | "ThreadTime" | "JSHeapUsedSize", number>> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  const valueOf = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    Timestamp: valueOf("Timestamp"),
    ThreadTime: valueOf("ThreadTime"),
    TaskDuration: valueOf("TaskDuration"),
    JSHeapUsedSize: valueOf("JSHeapUsedSize"),
  };
}

/** Milliseconds from each key press until the frame that shows it was drawn; to be read by {@link keyDelays}. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const delays: number[] = [];
    Object.assign(globalThis, { keyDelays: delays });
    document.addEventListener(
      "keydown",
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener("message", () => delays.push(performance.now() - timeStamp));
          port1.start();
          port2.postMessage(undefined);
        });
      },
      true,
    );
  });
}

export async function keyDelays(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (globalThis as unknown as { keyDelays: number[] }).keyDelays.splice(0));
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
