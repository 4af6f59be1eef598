import type { Browser, Page } from "playwright-core";
import { openPage } from "../../packages/cli/src/page.ts";
import { startScriptedServer, type ScriptedServer } from "../../packages/chatui/test/scripted-server.ts";
import type { Target, Thread } from "./target.ts";
import { sampleMessage } from "./sample-answer.ts";

const agents = [{ name: "Ada", display_name: "Ada" }];
const workflow = {
  card: { workflow_id: "Talk", version: "1", title: "Talk", agents, suggestions: [] },
  description: "Talks.",
  script: () => undefined,
};

/** The page of `mozaiks dev` as it is, over a real socket: frames are parsed, folded and stored like anywhere. */
export async function openMozaiksTarget(browser: Browser): Promise<Target> {
  const server = await startScriptedServer([workflow], await openPage());
  return {
    name: "@mozaiks/chatui",
    open: (messages, slowdown) => openThread(browser, server, messages, slowdown),
    async close() {
      await server[Symbol.asyncDispose]();
    },
  };
}

async function openThread(
  browser: Browser,
  server: ScriptedServer,
  messages: number,
  slowdown: number,
): Promise<Thread> {
  const chat = server.chat(`chat-${crypto.randomUUID()}`, "Talk");
  for (let index = 0; index < messages; index += 1) {
    if (index % 2 === 0) chat.append("user_message", { message_id: `m-${index}`, content: sampleMessage(index) });
    else chat.say(`m-${index}`, "Ada", sampleMessage(index));
  }
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await page.addInitScript(watchReplays);
  const sockets = server.connects.length;
  const first = messages > 0 ? "&message=m-0" : "";
  await page.goto(`${server.url}/?chat=${chat.chatId}&workflow=Talk${first}`);
  await page.getByRole("textbox", { name: "Your message" }).waitFor();
  if (messages > 0) await page.locator("[data-key='message:m-0']").waitFor({ timeout: 120_000 });
  const replays = Math.max(1, server.connects.length - sockets);
  await page.waitForFunction((count) => (globalThis as unknown as Replays).replays.length >= count, replays);
  const last = await page.evaluate(() => (globalThis as unknown as Replays).replays.at(-1));
  const jump = page.getByRole("button", { name: "Jump to latest" });
  if (messages > 0) await jump.click();
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  chat.append("run_started", { cause: "user_message" });
  return {
    page,
    cdp,
    openMs: last?.drawMs ?? Number.NaN,
    receiveMs: last?.receiveMs ?? Number.NaN,
    box: page.getByRole("textbox", { name: "Your message" }),
    elements: (): Promise<number> => elementsOf(page),
    async write(text) {
      chat.delta("m-live", "Ada", text);
    },
    close: () => page.close(),
  };
}

async function elementsOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

interface Replays {
  /** For each socket: milliseconds from its first to its last frame of the log, and from there until all was drawn. */
  readonly replays: { readonly receiveMs: number; readonly drawMs: number }[];
}

function watchReplays(): void {
  const { replays }: Replays = { replays: [] };
  Object.assign(globalThis, { replays });
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      let first: number | undefined;
      this.addEventListener("message", ({ data }: MessageEvent<string>) => {
        first ??= performance.now();
        if (!data.startsWith('{"type":"replay_complete"')) return;
        const start = performance.now();
        const drawn = (): void => {
          replays.push({ receiveMs: start - (first ?? start), drawMs: performance.now() - start });
        };
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)));
      });
    }
  };
}
