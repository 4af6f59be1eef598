import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  repository,
  spawnMozaiks,
  startMozaiks,
  stopMozaiks,
  type MozaiksChild,
} from "../../cli/test/mozaiks-process.ts";
import { ChatTab } from "./browser/chat-tab.ts";
import { firstConversation } from "./browser/first-conversation.ts";
import { openBrowser, openTab, type TabOptions } from "../../../test/browser/open-browser.ts";

/** A runtime that runs already is used when its address is given; else one is started, which may then be killed. */
const givenUrl = process.env["MOZAIKS_PAGE_URL"];
const imagesFolder = process.env["MOZAIKS_IMAGES"];

let browser: Browser;
let folder: string;
let child: MozaiksChild | undefined;
let url: string;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "mozaiks-page-"));
  if (givenUrl === undefined) {
    const started = await startMozaiks(["dev", "--data", folder], { cwd: repository });
    ({ child, url } = started);
  } else url = givenUrl;
});
afterAll(async () => {
  await browser.close();
  if (child) await stopMozaiks(child);
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  expect(problems).toEqual([]);
});

async function tab(options: TabOptions = {}): Promise<ChatTab> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  return new ChatTab(page, url);
}

describe("the page on the real runtime", () => {
  it("leads somebody new from the picker to a plan, and a reload shows the same again", async () => {
    const chat = await tab();
    const shown = await firstConversation(chat, imagesFolder);
    expect(shown).toMatch(/Greeter handed over to Planner[\s\S]*Weekend 1[\s\S]*Weekend 3/);
    await chat.page.reload();
    await chat.sees("Small steps");
    await expect.poll(() => chat.log.innerText()).toBe(shown);
  });

  it("loses and repeats nothing when the page is reloaded in the middle of an answer", async () => {
    const chat = await tab();
    await chat.begin(/Hello, World/);
    await chat.say("A quiz game about birds");
    await chat.sees("How many weekends do you have?");
    await chat.sendForm();
    await chat.sees("Weekend 1");
    await chat.page.reload();
    await chat.sees("Small steps");
    await chat.stopButton.waitFor({ state: "detached" });
    expect(await chat.log.getByText("Weekend 1", { exact: true }).count()).toBe(1);
    expect(await chat.log.getByText("Weekend 3", { exact: true }).count()).toBe(1);
  });

  it("stops an answer and goes on with the next message", async () => {
    const chat = await tab();
    await chat.begin(/Hello, World/);
    await chat.say("A quiz game about birds");
    await chat.sees("How many weekends do you have?");
    await chat.sendForm();
    await chat.sees("Weekend 1");
    await chat.box.press("Escape");
    await chat.log.getByText("Stopped", { exact: false }).first().waitFor();
    await chat.stopButton.waitFor({ state: "detached" });
    expect(await chat.log.getByText("Small steps").count()).toBe(0);
    await chat.say("A recipe box");
    await expect.poll(() => chat.log.getByText("A recipe box").count()).toBeGreaterThan(1);
  });

  it("shows the same chat in two tabs, and a form answered in one is closed in the other", async () => {
    const first = await tab();
    await first.begin(/Hello, World/);
    await first.say("A booking page");
    await first.sees("How many weekends do you have?");
    const second = await tab();
    await second.page.goto(first.page.url());
    await second.sees("How many weekends do you have?");
    await first.sendForm();
    await second.page.locator("form.mz-form").waitFor({ state: "detached" });
    await Promise.all([first.sees("Small steps"), second.sees("Small steps")]);
    await first.stopButton.waitFor({ state: "detached" });
    await second.stopButton.waitFor({ state: "detached" });
    expect(await second.log.innerText()).toBe(await first.log.innerText());
  });

  it.skipIf(givenUrl !== undefined)(
    "comes through a server that is killed in the middle of an answer, with a message typed meanwhile sent once",
    async () => {
      const chat = await tab();
      await chat.begin(/Hello, World/);
      await chat.say("A recipe box");
      await chat.sees("How many weekends do you have?");
      await chat.sendForm();
      await chat.sees("Weekend 1");
      if (child) await stopMozaiks(child, "SIGKILL");
      await chat.page.locator(".mz-banner").waitFor();
      await chat.say("Thanks");
      await chat.sees("Will be sent when the connection is back");
      child = spawnMozaiks(["dev", "--data", folder, "--port", new URL(url).port, "--json"], { cwd: repository });
      child.stdout.resume();
      child.stderr.resume();
      await chat.sees("Small steps");
      await chat.page.locator("[data-state=queued]").waitFor({ state: "detached" });
      await chat.stopButton.waitFor({ state: "detached" });
      expect(await chat.log.locator(".mz-bubble", { hasText: "Thanks" }).count()).toBe(1);
      expect(await chat.log.getByText("Weekend 1", { exact: true }).count()).toBe(1);
      await chat.log.evaluate((box) => box.scrollTo(0, 0));
      await chat.log.locator(".mz-bubble", { hasText: "A recipe box" }).waitFor();
    },
  );
});
