import type { SessionEvent } from "@mozaiks/contracts/fold";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { ChatTab } from "../browser/chat-tab.ts";
import { launchToken } from "./launch-token.ts";
import { createLock } from "./lock.ts";
import { openLine, type Line } from "./open-line.ts";
import type { StormServer } from "./storm-server.ts";

const viewport = { width: 1000, height: 800 };
/** High enough that the whole conversation is rendered. */
const wholeHeight = 9_000;
const patience = { timeout: 90_000, interval: 40 };

/** One conversation of one person, in one tab or in several, over a line of its own. */
export class Conversation {
  readonly chatId: string;
  readonly tabs: ChatTab[] = [];
  readonly line: Line;
  readonly problems: string[] = [];
  /** What comes in between two actions of the person: reloads and tabs that open and close. */
  readonly hands = createLock();
  /** How long tokens are good for from now on. */
  tokenSeconds = 3_600;
  expired = 0;
  /** How many connections have ended. */
  lost = 0;
  /** Called for each frame that arrives in any tab. */
  onFrame: () => void = () => undefined;
  readonly #server: StormServer;
  readonly #context: BrowserContext;

  private constructor(chatId: string, server: StormServer, line: Line, context: BrowserContext) {
    this.chatId = chatId;
    this.#server = server;
    this.line = line;
    this.#context = context;
  }

  static async open(browser: Browser, server: StormServer, chatId: string): Promise<Conversation> {
    const line = await openLine(() => server.port);
    const context = await browser.newContext({ viewport });
    const conversation = new Conversation(chatId, server, line, context);
    await context.route("**/dev/token", (route) => route.fulfill({ json: conversation.#token() }));
    await conversation.openTab();
    return conversation;
  }

  /** Whichever tab is there: the last one that was opened. */
  get tab(): ChatTab {
    const tab = this.tabs.at(-1);
    if (!tab) throw new Error("no tab is open");
    return tab;
  }

  async openTab(): Promise<void> {
    const page = await this.#context.newPage();
    // A page of which not everything came is asked for again, as anybody would.
    page.on("pageerror", ({ message }) => {
      if (!message.startsWith("Failed to fetch dynamically imported module")) this.problems.push(message);
    });
    page.on("websocket", (socket) => {
      socket.on("close", () => (this.lost += 1));
      socket.on("framereceived", ({ payload }) => {
        if (payload.includes('"token.expired"')) this.expired += 1;
        this.onFrame();
      });
    });
    const tab = new ChatTab(page, this.line.url);
    this.tabs.push(tab);
    await arrive(page, () => page.goto(`${this.line.url}/?chat=${this.chatId}&workflow=LongTalk`));
  }

  async closeTab(): Promise<void> {
    await this.tabs.shift()?.page.close();
  }

  async reload(): Promise<void> {
    const { page } = this.tab;
    await arrive(page, () => page.reload());
  }

  /** Does something in the tab as soon as it shows what is needed for it. */
  async act(needed: (tab: ChatTab) => Locator, action: (found: Locator, tab: ChatTab) => Promise<void>): Promise<void> {
    const attempt = async (): Promise<boolean> => {
      const found = needed(this.tab).last();
      if (!(await found.isVisible()) || !(await found.isEnabled())) return false;
      await action(found, this.tab);
      return true;
    };
    await expect.poll(() => this.hands(attempt), patience).toBe(true);
  }

  async sees(text: string): Promise<void> {
    await expect.poll(() => this.hands(() => this.tab.log.getByText(text).last().isVisible()), patience).toBe(true);
  }

  /** Everything is said, everywhere: nothing runs and nothing waits to be sent. */
  async isAtRest(): Promise<void> {
    for (const { page } of this.tabs) {
      await expect.poll(() => page.getByText("Your turn", { exact: true }).count(), patience).toBe(1);
      await expect
        .poll(() => page.locator("[data-state=queued], [data-state=sent], .mz-banner").count(), patience)
        .toBe(0);
    }
  }

  /** All that each tab shows. */
  async shown(): Promise<readonly string[]> {
    for (const { page, log } of this.tabs) {
      await page.setViewportSize({ ...viewport, height: wholeHeight });
      await log.getByText("Tell me everything").first().waitFor();
    }
    return Promise.all(this.tabs.map(({ log }) => log.innerText()));
  }

  async log(): Promise<readonly SessionEvent[]> {
    const headers = { authorization: `Bearer ${this.#token().token}` };
    const url = `http://127.0.0.1:${this.#server.port}/api/sessions/${this.chatId}/events?limit=1000`;
    const { events } = (await (await fetch(url, { headers })).json()) as { events: readonly SessionEvent[] };
    return events;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
    await this.line[Symbol.asyncDispose]();
  }

  #token(): { token: string; chat_id: string; workflow_id: string } {
    const token = launchToken(this.#server.secret, this.chatId, "LongTalk", this.tokenSeconds);
    return { token, chat_id: this.chatId, workflow_id: "LongTalk" };
  }
}

/** A page is asked for until all of it has come. */
async function arrive(page: Page, go: () => Promise<unknown>): Promise<void> {
  const attempt = async (): Promise<boolean> => {
    try {
      await go();
      await page.getByRole("log").waitFor({ timeout: 5_000 });
      return true;
    } catch {
      return false;
    }
  };
  await expect.poll(attempt, patience).toBe(true);
}
