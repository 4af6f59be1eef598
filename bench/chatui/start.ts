import type { Browser, Page } from "playwright-core";
import { bundlePeer, type PageFiles } from "./bundle-peer.ts";
import { median } from "./median.ts";
import { reactPage, scriptTagPage } from "./mozaiks-bundles.ts";
import type { Peer } from "./peers.ts";
import { serveFiles } from "./serve-files.ts";

/** Slow 4G as Lighthouse has it, in bytes per second, and its slower processor. */
const slow4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const slowdown = 4;
const quietMs = 2_000;

/** From the navigation until somebody can type into the chat: medians of some rounds, in which the pages take turns. */
export async function measureStart(browser: Browser, peers: readonly Peer[], rounds: number): Promise<void> {
  const pages = new Map<string, PageFiles>([
    ["@mozaiks/chatui, React", await reactPage()],
    ["@mozaiks/chatui, script tag with Preact", await scriptTagPage()],
  ]);
  for (const peer of peers) pages.set(peer.title, (await bundlePeer(peer)).files);
  const started = new Map([...pages.keys()].map((name) => [name, [] as Started[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, files] of pages) {
      const once = await startOnce(browser, files);
      started.get(name)?.push(once);
      console.log(name, once);
    }
  }
  const rows = Object.fromEntries(
    [...started].map(([name, all]) => {
      const seconds = (each: Started): number => each.interactiveMs / 1_000;
      const row = {
        "interactive s": median(all.map(seconds)).toFixed(2),
        "of rounds": all.map((each) => seconds(each).toFixed(2)).join(" "),
        "box there s": (median(all.map(({ boxMs }) => boxMs)) / 1_000).toFixed(2),
        "kB until then": Math.round(median(all.map(({ bytes }) => bytes)) / 1_000),
        requests: median(all.map(({ requests }) => requests)),
      };
      return [name, row];
    }),
  );
  console.log(
    `A page that opens its chat at once, at 1.6 Mbit/s, 150 ms and ${slowdown}× CPU: until somebody can type.`,
  );
  console.table(rows);
}

interface Started {
  readonly boxMs: number;
  readonly interactiveMs: number;
  readonly bytes: number;
  readonly requests: number;
}

async function startOnce(browser: Browser, files: PageFiles): Promise<Started> {
  const server = await serveFiles(files);
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", slow4G);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  let bytes = 0;
  let requests = 0;
  cdp.on("Network.requestWillBeSent", () => (requests += 1));
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(watchStart);
  await page.goto(`${server.url}/#chat`, { waitUntil: "commit" });
  const boxMs = await boxOf(page);
  const came = { bytes, requests };
  const interactiveMs = await page.evaluate(untilQuiet, { boxMs, quietMs });
  await context.close();
  await server[Symbol.asyncDispose]();
  return { boxMs, interactiveMs, ...came };
}

async function boxOf(page: Page): Promise<number> {
  await page.waitForFunction(() => (globalThis as unknown as Watched).boxMs !== undefined, undefined, {
    timeout: 120_000,
    polling: 50,
  });
  return page.evaluate(() => (globalThis as unknown as Watched).boxMs ?? Number.NaN);
}

interface Watched {
  /** When there was a box that takes text. */
  boxMs?: number;
  /** When the last task of more than 50 ms ended. */
  longMs: number;
}

function watchStart(): void {
  const watched: Watched = { longMs: 0 };
  Object.assign(globalThis, watched);
  const page = globalThis as unknown as Watched;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) page.longMs = Math.max(page.longMs, startTime + duration);
  }).observe({ type: "longtask", buffered: true });
  const boxIn = (root: ParentNode): HTMLTextAreaElement | undefined => {
    const box = root.querySelector("textarea");
    if (box) return box;
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      const inside = shadowRoot && boxIn(shadowRoot);
      if (inside) return inside;
    }
    return undefined;
  };
  const look = (): void => {
    const box = boxIn(document);
    if (!box || box.disabled || box.offsetHeight === 0) return void requestAnimationFrame(look);
    // When the frame that shows it is drawn and the thread is free for a key.
    requestAnimationFrame(() => setTimeout(() => (page.boxMs = performance.now())));
  };
  look();
}

/** The end of the last long task before the thread has been without one for some time; not before the box was there. */
async function untilQuiet({ boxMs, quietMs }: { boxMs: number; quietMs: number }): Promise<number> {
  const page = globalThis as unknown as Watched;
  for (;;) {
    const last = Math.max(boxMs, page.longMs);
    if (performance.now() - last >= quietMs) return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
