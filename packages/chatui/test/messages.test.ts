import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { repository, startMozaiks, stopMozaiks, type MozaiksChild } from "../../cli/test/mozaiks-process.ts";
import { ChatTab } from "./browser/chat-tab.ts";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab, type TabOptions } from "../../../test/browser/open-browser.ts";

let browser: Browser;
let folder: string;
let child: MozaiksChild;
let url: string;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "mozaiks-messages-"));
  ({ child, url } = await startMozaiks(["dev", "--data", folder], { cwd: repository }));
});
afterAll(async () => {
  await browser.close();
  await stopMozaiks(child);
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  expect(problems).toEqual([]);
});

/** A chat of the real runtime as far as its open form. */
async function atForm(options: TabOptions = {}): Promise<ChatTab> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  const chat = new ChatTab(page, url);
  await chat.begin(/Hello, World/);
  await chat.say("A recipe box");
  await chat.sees("How many weekends do you have?");
  return chat;
}

async function atPlan(options: TabOptions = {}): Promise<ChatTab> {
  const chat = await atForm(options);
  await chat.sendForm();
  await chat.sees("Small steps, each one something you can show.");
  await chat.stopButton.waitFor({ state: "detached" });
  return chat;
}

const button = (chat: ChatTab, name: string) => chat.page.getByRole("button", { name, exact: true });
const chatId = (chat: ChatTab) => new URL(chat.page.url()).searchParams.get("chat");
const file = (name: string, size: number) => ({ name, mimeType: "text/plain", buffer: Buffer.alloc(size, "a") });

describe("a message of an agent", () => {
  it("is rated, with a reason, and the rating is there after a reload until it is taken back", async () => {
    const chat = await atPlan();
    await button(chat, "Bad answer").last().click();
    await chat.page.getByLabel("What made you say so?").fill("Too many steps");
    await chat.page.locator(".mz-feedback").getByRole("button", { name: "Send" }).click();
    await chat.page.locator(".mz-feedback").waitFor({ state: "detached" });
    await expect.poll(() => button(chat, "Bad answer").last().getAttribute("aria-pressed")).toBe("true");
    await chat.page.reload();
    await chat.sees("Small steps");
    await expect.poll(() => button(chat, "Bad answer").last().getAttribute("aria-pressed")).toBe("true");
    await button(chat, "Bad answer").last().click();
    await expect.poll(() => button(chat, "Bad answer").last().getAttribute("aria-pressed")).toBe("false");
  });

  it("is copied, and says so", async () => {
    const chat = await atPlan({ permissions: ["clipboard-read", "clipboard-write"] });
    await button(chat, "Copy message").last().click();
    await button(chat, "Copied").waitFor();
    expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toContain("Weekend 1");
    await button(chat, "Copy link to message").last().click();
    const address = await chat.page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(address).searchParams.get("message")).not.toBeNull();
    await chat.page.goto(address);
    await expect.poll(() => chat.page.evaluate(() => document.activeElement?.textContent)).toContain("Weekend 1");
  });

  it("is asked for again in a copy of the chat, which stays as it is", async () => {
    const chat = await atPlan();
    const before = chatId(chat);
    await button(chat, "Another answer, in a copy of this chat").click();
    await expect.poll(() => chatId(chat)).not.toBe(before);
    await chat.sees("How many weekends do you have?");
    expect(await chat.log.locator(".mz-bubble").allInnerTexts()).toEqual(["A recipe box"]);
  });
});

describe("a message of the person", () => {
  it("is edited with the arrow key and sent in a copy of the chat", async () => {
    const chat = await atPlan();
    const before = chatId(chat);
    await chat.box.focus();
    await chat.page.keyboard.press("ArrowUp");
    const editor = chat.page.getByRole("textbox", { name: "Edit message" });
    await editor.waitFor();
    expect(await editor.inputValue()).toBe("A recipe box");
    await chat.page.keyboard.press("Escape");
    await editor.waitFor({ state: "detached" });
    await button(chat, "Edit message").click();
    expect(await findAccessibilityProblems(chat.page)).toEqual([]);
    await editor.fill("A quiz about birds");
    await chat.page.keyboard.press("Enter");
    await expect.poll(() => chatId(chat)).not.toBe(before);
    await chat.sees("A quiz about birds");
    await chat.sees("How many weekends do you have?");
    expect(await chat.log.getByText("A recipe box", { exact: true }).count()).toBe(0);
    await chat.page.goBack();
    await chat.sees("A recipe box");
    await chat.sees("Small steps");
  });

  it("carries files, of which the runtime says what it refuses", async () => {
    const chat = await atForm();
    const picker = chat.page.locator(".mz-composer input[type=file]");
    await picker.setInputFiles([file("notes.txt", 2_000), file("empty.txt", 0), file("huge.txt", 11_000_000)]);
    const list = chat.page.getByRole("list", { name: "Attached files" });
    await list.getByText("2 kB").waitFor();
    await list.getByText("Not attached: The file is empty, or it is a folder.").waitFor();
    await list.getByText("Not attached: This file is too large.").waitFor();
    await button(chat, "Remove empty.txt").click();
    await button(chat, "Remove huge.txt").click();
    await chat.say("Here are my notes");
    await chat.log.locator(".mz-chip", { hasText: "notes.txt" }).waitFor();
    expect(await list.count()).toBe(0);
  });

  it("takes files that are dropped anywhere on the chat, and shows where", async () => {
    const chat = await atForm();
    const data = await chat.page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["a,b"], "list.csv", { type: "text/csv" }));
      return transfer;
    });
    await chat.log.dispatchEvent("dragenter", { dataTransfer: data });
    await chat.page.getByText("Drop files to attach them").waitFor();
    await chat.log.dispatchEvent("drop", { dataTransfer: data });
    await button(chat, "Remove list.csv").waitFor();
    expect(await chat.page.getByText("Drop files to attach them").count()).toBe(0);
  });
});
