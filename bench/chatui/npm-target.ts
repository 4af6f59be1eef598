import type { Browser } from "playwright-core";
import { bundlePeer } from "./bundle-peer.ts";
import type { Peer } from "./peers.ts";
import { sampleMessage } from "./sample-answer.ts";
import { serveFiles } from "./serve-files.ts";
import type { Target, Thread } from "./target.ts";

/** What the script of a target puts on the page. */
interface TargetPage {
  /** Milliseconds until the last message is drawn. */
  openThread(messages: readonly string[]): Promise<number>;
  write(text: string): void;
}

/** A chat of another project. Its text is handed over inside the page, so that neither socket nor protocol counts against it. */
export async function openNpmTarget(browser: Browser, peer: Peer): Promise<Target> {
  const { files } = await bundlePeer(peer);
  const server = await serveFiles(files);
  return {
    name: peer.title,
    open: (messages, slowdown) => openThread(browser, server.url, messages, slowdown),
    async close() {
      await server[Symbol.asyncDispose]();
    },
  };
}

async function openThread(browser: Browser, url: string, messages: number, slowdown: number): Promise<Thread> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await page.goto(url);
  await page.waitForFunction(() => "openThread" in globalThis);
  const texts = Array.from({ length: messages }, (_, index) => sampleMessage(index));
  const openMs = await page.evaluate((given) => (globalThis as unknown as TargetPage).openThread(given), texts);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return {
    page,
    cdp,
    openMs,
    // The first: some keep a hidden one to measure the height of what is typed.
    box: page.locator("textarea").first(),
    elements: () => page.evaluate(() => document.querySelectorAll("*").length),
    write: (text) => page.evaluate((given) => (globalThis as unknown as TargetPage).write(given), text),
    close: () => page.close(),
  };
}
