import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../../cli/src/page.ts";
import { ChatTab } from "./browser/chat-tab.ts";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab, type TabOptions } from "../../../test/browser/open-browser.ts";
import type { ScriptedChat } from "./scripted-chat.ts";
import { startScriptedServer, type ScriptedServer, type ScriptedWorkflow } from "./scripted-server.ts";

const agents = [{ name: "Ada", display_name: "Ada" }];
const workflow: ScriptedWorkflow = {
  card: { workflow_id: "Talk", version: "1", title: "Talk", agents, suggestions: [] },
  description: "Talks.",
  script: () => undefined,
};

let browser: Browser;
let server: ScriptedServer;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startScriptedServer([workflow], await openPage());
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  server.chats.clear();
  expect(problems).toEqual([]);
});

/** A chat in which so many messages were said, of lengths that differ. */
function talk(count: number): ScriptedChat {
  const chat = server.chat("chat-long", "Talk");
  for (let index = 1; index <= count / 2; index += 1) {
    chat.append("user_message", { message_id: `u-${index}`, content: `Question ${index}` });
    chat.say(`a-${index}`, "Ada", `Answer **${index}**.\n\n${"More words about it. ".repeat((index * 7) % 60)}`);
  }
  return chat;
}

async function open(query = "", options: TabOptions = {}): Promise<ChatTab> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  const tab = new ChatTab(page, server.url);
  await page.goto(`${server.url}/?chat=chat-long&workflow=Talk${query}`);
  await tab.box.waitFor();
  return tab;
}

const earlier = (tab: ChatTab) => tab.page.getByRole("button", { name: "Show earlier messages" });
const article = (tab: ChatTab, key: string) => tab.page.locator(`[data-key="message:${key}"]`);
const topOf = async (locator: Locator) => (await locator.boundingBox())?.y ?? Number.NaN;
const fromEnd = (tab: ChatTab) =>
  tab.log.evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));

describe("a long conversation", () => {
  it("mounts only what is near: at most 600 elements for 10,000 messages", async () => {
    talk(10_000);
    const tab = await open("&message=u-1");
    await article(tab, "u-1").waitFor({ timeout: 60_000 });
    await expect.poll(() => topOf(article(tab, "u-1"))).toBeGreaterThan(0);
    expect(await article(tab, "u-1").getAttribute("aria-setsize")).toBe("10000");
    expect(await tab.page.locator(".mz-transcript *").count()).toBeLessThanOrEqual(600);
    await tab.page.getByRole("button", { name: "Jump to latest" }).click();
    await expect.poll(() => fromEnd(tab)).toBeLessThanOrEqual(1);
    expect(await article(tab, "a-5000").getAttribute("aria-posinset")).toBe("10000");
    expect(await tab.page.locator(".mz-transcript *").count()).toBeLessThanOrEqual(600);
    expect(await article(tab, "a-5000").isVisible()).toBe(true);
  });

  it("keeps what is read where it is when earlier messages come before it", async () => {
    talk(1_200);
    const tab = await open();
    await tab.sees("Answer 600");
    await tab.log.evaluate((box) => box.scrollTo(0, 0));
    const first = tab.page.locator("[role=article][aria-posinset='3']");
    const key = (await first.getAttribute("data-key")) ?? "";
    await expect.poll(() => topOf(first)).toBeGreaterThan(0);
    const seen = tab.page.locator(`[data-key="${key}"]`);
    const before = await topOf(seen);
    await earlier(tab).click();
    await expect.poll(() => tab.log.evaluate((box) => box.scrollTop)).toBeGreaterThan(1_000);
    expect(Math.abs((await topOf(seen)) - before)).toBeLessThanOrEqual(1);
  });

  it("that grows long goes on as it was while somebody reads in it, and mounts what is near once they are back", async () => {
    const chat = talk(58);
    const tab = await open();
    await tab.sees("Answer 29");
    expect(await tab.page.getByRole("article").count()).toBe(58);
    await tab.log.evaluate((box) => box.scrollTo(0, 600));
    const read = article(tab, "a-4");
    await expect.poll(() => topOf(read)).toBeGreaterThan(0);
    const before = await topOf(read);
    for (let index = 30; index <= 40; index += 1) chat.say(`a-${index}`, "Ada", `Answer ${index}.`);
    await article(tab, "a-40").waitFor({ state: "attached" });
    expect(await tab.page.getByRole("article").count()).toBe(69);
    expect(Math.abs((await topOf(read)) - before)).toBeLessThanOrEqual(1);
    await tab.page.getByRole("button", { name: "Jump to latest" }).click();
    await expect.poll(() => tab.page.getByRole("article").count()).toBeLessThan(40);
    await expect.poll(() => fromEnd(tab)).toBeLessThanOrEqual(1);
    expect(await article(tab, "a-40").getAttribute("aria-posinset")).toBe("69");
  });

  it("keeps what is read where it is when something above it grows", async () => {
    talk(60);
    const tab = await open();
    await tab.sees("Answer 30");
    await tab.log.evaluate((box) => box.scrollTo(0, 1_500));
    await expect.poll(() => firstVisible(tab)).not.toBe("");
    await frames(tab);
    const visible = await firstVisible(tab);
    const seen = tab.page.locator(`[data-key="${visible}"]`);
    const before = await topOf(seen);
    const grown = await tab.page.evaluate((key) => {
      const items = Array.from(document.querySelectorAll<HTMLElement>("[role=article]"));
      const above = items[items.findIndex((item) => item.dataset["key"] === key) - 1];
      if (above) above.style.paddingBlockStart = "300px";
      return above !== undefined;
    }, visible);
    expect(grown).toBe(true);
    await frames(tab);
    expect(Math.abs((await topOf(seen)) - before)).toBeLessThanOrEqual(1);
  });

  it("shows the message that the address names, in the middle and with the focus, also when it is long ago", async () => {
    talk(1_200);
    const tab = await open("&message=a-40");
    await article(tab, "a-40").waitFor({ timeout: 20_000 });
    await expect
      .poll(() => tab.page.evaluate(() => document.activeElement?.getAttribute("data-key")))
      .toBe("message:a-40");
    const [top, height] = [await topOf(article(tab, "a-40")), tab.page.viewportSize()?.height ?? 0];
    expect(top).toBeGreaterThan(50);
    expect(top).toBeLessThan(height);
  });

  it("is moved through with the arrow keys, Home and End", async () => {
    talk(400);
    const tab = await open();
    await tab.sees("Answer 200");
    await tab.log.focus();
    const focused = () => tab.page.evaluate(() => document.activeElement?.getAttribute("data-key"));
    await tab.page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("message:a-200");
    await tab.page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("message:u-200");
    await tab.page.keyboard.press("Home");
    await expect.poll(focused).toBe("message:u-101");
    await tab.page.keyboard.press("ArrowDown");
    await expect.poll(focused).toBe("message:a-101");
    await tab.page.keyboard.press("End");
    await expect.poll(focused).toBe("message:a-200");
  });

  it("follows the end until the reader scrolls up, however little, and again after the jump", async () => {
    const chat = talk(60);
    const tab = await open();
    await tab.sees("Answer 30");
    await expect.poll(() => fromEnd(tab)).toBeLessThanOrEqual(1);
    chat.append("run_started", { cause: "user_message" });
    chat.delta("m-live", "Ada", "First words.\n\n");
    await tab.sees("First words.");
    await tab.log.hover();
    await tab.page.mouse.wheel(0, -30);
    await tab.page.getByRole("button", { name: "Jump to latest" }).waitFor();
    const top = await tab.log.evaluate((box) => box.scrollTop);
    for (let index = 0; index < 20; index += 1) chat.delta("m-live", "Ada", `Line ${index}.\n\n`);
    await tab.sees("Line 19.");
    expect(await tab.log.evaluate((box) => box.scrollTop)).toBe(top);
    await tab.page.getByRole("button", { name: "Jump to latest" }).click();
    chat.delta("m-live", "Ada", "Last words.\n\n".repeat(20));
    await tab.sees("Last words.");
    await expect.poll(() => fromEnd(tab)).toBeLessThanOrEqual(1);
  });

  it("keeps the element of a message from its first streamed word to its recorded text", async () => {
    const chat = talk(4);
    const tab = await open();
    // What reads markdown is there: with its coming a text that is shown as it is becomes another element.
    await tab.page.locator(".mz-prose strong").first().waitFor();
    chat.append("run_started", { cause: "user_message" });
    chat.delta("m-live", "Ada", "Half a");
    await tab.sees("Half a");
    await tab.page.evaluate(() => {
      const marked = document.querySelector("[data-key='message:m-live'] .mz-prose");
      marked?.setAttribute("data-seen", "yes");
    });
    chat.say("m-live", "Ada", "Half a sentence");
    await tab.sees("Half a sentence");
    expect(await tab.page.locator("[data-seen=yes]").count()).toBe(1);
  });

  it("is copied across messages as it is read", async () => {
    talk(8);
    const tab = await open();
    await tab.sees("Answer 4");
    const copied = await tab.page.evaluate(() => {
      const at = (key: string) => document.querySelector(`[data-key='message:${key}'] p`);
      const [start, end] = [at("u-3"), at("u-4")];
      if (start && end) getSelection()?.setBaseAndExtent(start, 0, end, end.childNodes.length);
      return getSelection()?.toString() ?? "";
    });
    expect(copied.replaceAll(/\s+/g, " ")).toMatch(/^Question 3.*Answer 3\. More words.*Question 4$/);
  });

  it("shows a neutral line in the place of what cannot be shown, and goes on", async () => {
    const chat = talk(2);
    const tab = await open();
    const broken = [null] as unknown as { upload_id: string }[];
    chat.append("user_message", { message_id: "u-broken", content: "Look", attachments: broken });
    chat.append("teleported" as "notice", { level: "info", code: "x" });
    chat.say("m-after", "Ada", "Still here.");
    await tab.sees("Still here.");
    await tab.sees("Something here cannot be shown.");
    expect(tabs.at(-1)?.problems.splice(0).join()).toMatch(/upload_id/);
  });

  it("colours a block of code when it is whole, and copies it as it was written", async () => {
    const chat = talk(2);
    const tab = await open();
    const code = Array.from({ length: 90 }, (_, line) => `const line${line} = "${line}"; // ${line}`).join("\n");
    chat.append("run_started", { cause: "user_message" });
    chat.delta("m-code", "Ada", `Look:\n\n\`\`\`ts\n${code}`);
    await tab.sees("line89");
    expect(await tab.page.locator(".mz-code [data-colour]").count()).toBe(0);
    chat.say("m-code", "Ada", `Look:\n\n\`\`\`ts\n${code}\n\`\`\`\n`);
    await expect.poll(() => tab.page.locator(".mz-code [data-colour=keyword]").count()).toBeGreaterThanOrEqual(90);
    const copied = await tab.page.evaluate(() => {
      const block = document.querySelector(".mz-code code");
      if (block) getSelection()?.selectAllChildren(block);
      return getSelection()?.toString();
    });
    expect(copied?.trimEnd()).toBe(code);
    expect(await findAccessibilityProblems(tab.page)).toEqual([]);
  });

  it("has no accessibility problem that a machine can find", async () => {
    talk(60);
    const tab = await open();
    await tab.sees("Answer 30");
    await tab.log.focus();
    await tab.page.keyboard.press("ArrowUp");
    expect(await findAccessibilityProblems(tab.page)).toEqual([]);
  });
});

/** Until the page has drawn some more frames. */
async function frames(tab: ChatTab): Promise<void> {
  await tab.page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  });
}

/** The key of the first message that begins in sight. */
async function firstVisible(tab: ChatTab): Promise<string> {
  return tab.page.evaluate(() => {
    const top = document.querySelector("[role=log]")?.getBoundingClientRect().top ?? 0;
    const items = Array.from(document.querySelectorAll<HTMLElement>("[role=article]"));
    return items.find((item) => item.getBoundingClientRect().top >= top)?.dataset["key"] ?? "";
  });
}
