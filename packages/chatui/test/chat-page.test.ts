import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../../cli/src/page.ts";
import { ChatTab } from "./browser/chat-tab.ts";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab, type TabOptions } from "../../../test/browser/open-browser.ts";
import { createGate, demoWorkflows } from "./demo-workflows.ts";
import { startScriptedServer, type ScriptedServer } from "./scripted-server.ts";

let browser: Browser;
let server: ScriptedServer;
const gate = createGate();
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startScriptedServer(demoWorkflows({ chunk: 8, rest: (said) => gate.pass(said) }), await openPage());
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});
afterEach(async () => {
  gate.open();
  server.away = false;
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  server.chats.clear();
  expect(problems).toEqual([]);
});

async function tab(options: TabOptions = {}): Promise<ChatTab> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  return new ChatTab(page, server.url);
}

const chatOf = (tab: ChatTab) => server.chat(new URL(tab.page.url()).searchParams.get("chat") ?? "");

/** As far as the open form of the first workflow. */
async function atForm(options: TabOptions = {}): Promise<ChatTab> {
  const chat = await tab(options);
  await chat.begin(/Hello, World/);
  await chat.say("A recipe box");
  await chat.sees("A few details");
  return chat;
}

async function atPlan(options: TabOptions = {}): Promise<ChatTab> {
  const chat = await atForm(options);
  await chat.page.getByText("my family", { exact: true }).click();
  await chat.page.getByLabel(/weekends/).fill("3");
  await chat.sendForm();
  return chat;
}

describe("a conversation", () => {
  it("runs from the picker over a form to the answer, and a reload shows all of it again", async () => {
    const chat = await tab();
    await chat.begin(/Hello, World/);
    await chat.page.getByRole("button", { name: "A quiz game about birds" }).click();
    await chat.sees("A few details");
    await chat.sendForm();
    expect(await chat.page.locator(".mz-error").allTextContents()).toEqual([
      "Please fill this in",
      "Please fill this in",
    ]);
    await chat.page.getByText("my family", { exact: true }).click();
    await chat.page.getByLabel(/weekends/).fill("3");
    await chat.sendForm();
    await chat.sees("Small steps");
    await chat.sees("Greeter handed over to Planner");
    expect(chatOf(chat).received.findLast(({ type }) => type === "ui_tool_response")).toMatchObject({
      response: { audience: "my family", weekends: 3, tags: [], public: false },
    });
    const before = await chat.log.innerText();
    await chat.page.reload();
    await chat.sees("Small steps");
    await expect.poll(() => chat.log.innerText()).toBe(before);
  });

  it("says that no language model is answering", async () => {
    const chat = await atForm();
    await expect.poll(() => chat.page.locator(".mz-usage").innerText()).toMatch(/^No language model is answering/);
  });

  it("is in the list of earlier chats and goes on from there", async () => {
    const chat = await atForm();
    await chat.page.getByRole("button", { name: "New chat" }).first().click();
    await chat.page.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    await chat.page
      .getByRole("navigation")
      .getByRole("link", { name: /A recipe box/ })
      .click();
    await chat.sees("A few details");
    await chat.page.goBack();
    await chat.page.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    expect(new URL(chat.page.url()).search).toBe("");
  });

  it("is deleted at the second press", async () => {
    const chat = await atForm();
    await chat.page.getByRole("button", { name: "Delete A recipe box", exact: true }).click();
    await chat.page.getByRole("button", { name: "Really delete A recipe box" }).click();
    await chat.page.getByText("Your chats will be listed here.").waitFor();
    expect(server.chats.size).toBe(0);
  });

  it("sends with Enter, makes a line with Shift and Enter, and never sends nothing", async () => {
    const chat = await tab();
    await chat.begin(/Hello, World/);
    await chat.box.press("Enter");
    await chat.box.pressSequentially("One");
    await chat.box.press("Shift+Enter");
    await chat.box.pressSequentially("Two");
    await chat.box.press("Enter");
    await chat.sees("A few details");
    expect(chatOf(chat).received.map(({ content }) => content)).toEqual(["One\nTwo"]);
  });
});

describe("an answer that is being streamed", () => {
  it("loses and repeats no character when the page is reloaded in the middle", async () => {
    gate.holdAt("Weekend 2");
    const chat = await atPlan();
    await chat.sees("Weekend 2");
    await chat.page.reload();
    await chat.sees("Here is a plan for");
    gate.open();
    await chat.sees("Small steps");
    const whole = chatOf(chat).view.rows.at(-1);
    expect(whole).toMatchObject({ kind: "message" });
    expect(await chat.log.getByText("Weekend 1", { exact: true }).count()).toBe(1);
    expect(await chat.log.locator(".mz-prose").last().innerText()).toMatch(/^Here is a plan for your recipe box:/);
  });

  it("stops with the button and with Escape, and says so", async () => {
    for (const stop of [(chat: ChatTab) => chat.stopButton.click(), (chat: ChatTab) => chat.box.press("Escape")]) {
      gate.holdAt("Weekend 2");
      const chat = await atPlan();
      await chat.sees("Weekend 2");
      await stop(chat);
      await chat.sees("Stopped here.");
      gate.open();
      expect(chatOf(chat).received.at(-1)).toEqual({ type: "cancel" });
      await chat.stopButton.waitFor({ state: "detached" });
    }
  });

  it("keeps its place when it becomes the logged message", async () => {
    gate.holdAt("Weekend 2");
    const chat = await atPlan();
    await chat.sees("Weekend 2");
    await chat.log
      .locator(".mz-prose")
      .last()
      .evaluate((element) => element.setAttribute("data-seen", ""));
    gate.open();
    await chat.sees("Small steps");
    expect(await chat.log.locator(".mz-prose").last().getAttribute("data-seen")).toBe("");
  });

  it("leaves a reader who scrolled up where they are", async () => {
    gate.holdAt("minutes: number");
    const chat = await atPlan({ viewport: { width: 700, height: 420 } });
    await chat.sees("minutes: number");
    await chat.log.evaluate((box) => (box.scrollTop = 0));
    await chat.page.getByRole("button", { name: "Jump to latest" }).waitFor();
    gate.open();
    await chat.sees("Small steps");
    expect(await chat.log.evaluate((box) => box.scrollTop)).toBe(0);
    await chat.page.getByRole("button", { name: "Jump to latest" }).click();
    await chat.page.getByRole("button", { name: "Jump to latest" }).waitFor({ state: "detached" });
    expect(await chat.log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(2);
  });

  it("is announced sentence by sentence and not token by token", async () => {
    const chat = await tab();
    await chat.begin(/Hello, World/);
    await chat.page.evaluate(() => {
      const spoken: string[] = [];
      Object.assign(globalThis, { spoken });
      const region = document.querySelector("[role=status][aria-live=polite]");
      const hear = (changes: MutationRecord[]) =>
        spoken.push(...changes.flatMap(({ addedNodes }) => Array.from(addedNodes, (node) => node.textContent ?? "")));
      if (region) new MutationObserver(hear).observe(region, { childList: true });
    });
    gate.holdAt("I like it");
    await chat.say("A recipe box");
    await chat.sees("I like it");
    const spoken = () => chat.page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken.join("\n"));
    await expect.poll(spoken).toContain("Greeter is answering");
    gate.open();
    await expect.poll(spoken).toContain("Greeter is done");
    expect((await spoken()).match(/I like it/g)).toHaveLength(1);
    expect(await spoken()).toContain("The Planner takes it from here.");
  });
});

describe("a form", () => {
  it("keeps what was typed over a reload", async () => {
    const chat = await atForm();
    await chat.page.getByLabel(/one thing/).fill("Search by ingredient");
    await chat.page.getByLabel("Tags").fill("food");
    await chat.page.getByLabel("Tags").press("Enter");
    await chat.page.reload();
    await chat.sees("A few details");
    expect(await chat.page.getByLabel(/one thing/).inputValue()).toBe("Search by ingredient");
    await chat.page.getByRole("button", { name: "Remove food" }).waitFor();
  });

  it("that was answered in one tab is closed in the other", async () => {
    const first = await atForm();
    const second = await tab();
    await second.page.goto(first.page.url());
    await second.sees("A few details");
    await first.page.getByText("my family", { exact: true }).click();
    await first.page.getByLabel(/weekends/).fill("2");
    await first.sendForm();
    await second.page.locator("form.mz-form").waitFor({ state: "detached" });
    expect(await second.log.locator("[data-status=answered]").innerText()).toContain("How many weekends do you have?");
  });

  it("moves the focus to the first field that is wrong", async () => {
    const chat = await atForm();
    await chat.page.getByText("my family", { exact: true }).click();
    await chat.sendForm();
    expect(await chat.page.evaluate(() => document.activeElement?.getAttribute("data-field"))).toBe("weekends");
    expect(await chat.page.getByLabel(/weekends/).getAttribute("aria-invalid")).toBe("true");
  });
});

describe("what else agents ask and show", () => {
  async function atShowcase(options: TabOptions = {}): Promise<ChatTab> {
    const chat = await tab(options);
    await chat.begin(/Everything at once/);
    await chat.say("Show me");
    await chat.sees("Which seat?");
    return chat;
  }

  it("runs nothing that a message contains", async () => {
    const chat = await atShowcase();
    await chat.sees("<script>alert(1)</script>");
    expect(await chat.log.locator("script, iframe").count()).toBe(0);
    expect(
      await chat.log.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ).toEqual(["https://example.com/"]);
  });

  it("shows a structured answer as names and values", async () => {
    const chat = await atShowcase();
    const card = chat.log.locator(".mz-structured");
    expect(await card.locator("dt").first().innerText()).toBe("Category");
    expect(await card.innerText()).toContain("Ada Lovelace");
  });

  it("fetches an artifact that is too big for the log when it is opened, and again when that failed", async () => {
    const chat = await atShowcase();
    const address = `/api/artifacts/art-1?chat_id=${chatOf(chat).chatId}&version=1`;
    server.states.set(address, [503, { code: "store.unavailable", title: "The store is unavailable" }]);
    const fetches = () => server.requests.filter((request) => request === "GET /api/artifacts/art-1").length;
    expect(fetches()).toBe(0);
    await chat.log.getByRole("button", { name: "A long report" }).click();
    const panel = chat.page.getByRole("complementary", { name: "Beside the chat" });
    await panel.getByText("The store is unavailable").waitFor();
    const state = { summary: "All is **well**", pages: 112 };
    server.states.set(address, [200, { artifact_id: "art-1", version: 1, state }]);
    await panel.getByRole("button", { name: "Try again" }).click();
    await panel.getByText("112").waitFor();
    expect(fetches()).toBe(2);
  });

  it("answers an approval with what was shown", async () => {
    const chat = await atShowcase();
    await chat.page.getByLabel(/Comment/).fill("Go ahead");
    await chat.page.getByRole("button", { name: "Approve" }).click();
    await chat.page.getByRole("region", { name: "Refund invoice" }).getByText("answered").waitFor();
    expect(chatOf(chat).received.at(-1)).toMatchObject({
      type: "approval_response",
      call_id: "call-refund",
      decision: "approve",
      arguments_hash: "hash-1",
      comment: "Go ahead",
    });
  });

  it("answers a confirmation, and a component that it does not know by JSON", async () => {
    const chat = await atShowcase();
    await chat.page.getByRole("button", { name: "No", exact: true }).click();
    await chat.page.getByLabel("Your answer, as JSON").fill("{nonsense");
    await chat.sendForm();
    await chat.page.getByText("This is not valid JSON").waitFor();
    await chat.page.getByLabel("Your answer, as JSON").fill('{"seat":"A7"}');
    await chat.sendForm();
    await expect.poll(() => chatOf(chat).received.length).toBeGreaterThanOrEqual(3);
    expect(chatOf(chat).received.slice(-2)).toMatchObject([
      { call_id: "call-confirm", response: { confirmed: false } },
      { call_id: "call-unknown", response: { seat: "A7" } },
    ]);
  });

  it("shows why a run failed and tries it again", async () => {
    const chat = await tab();
    await chat.begin(/Support triage/);
    await chat.say("My invoice is wrong");
    await chat.sees("It answered 503 three times. Your conversation is kept; try again in a minute.");
    await chat.page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => chatOf(chat).received.at(-1)).toEqual({ type: "retry" });
  });
});

it("lets the person choose who answers the next message, and only that", async () => {
  const chat = await tab();
  await chat.begin(/Round table/);
  await chat.say("Hello");
  const picker = chat.page.getByRole("group", { name: "Who speaks next?" });
  await picker.getByRole("button", { name: "Planner" }).click();
  expect(await picker.getByRole("button", { pressed: true }).allTextContents()).toEqual(["Planner"]);
  expect(await chat.box.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await findAccessibilityProblems(chat.page)).toEqual([]);
  await chat.say("What do you do?");
  await chat.sees("I am the Planner.");
  await picker.waitFor();
  expect(await picker.getByRole("button", { pressed: true }).count()).toBe(0);
  expect(await chat.log.getByText("Choose who speaks next").count()).toBe(1);
  await chat.say("And now?");
  await expect.poll(() => chatOf(chat).received.map(({ to }) => to)).toEqual([undefined, "Planner", undefined]);
});

it("lets the person choose before anybody has spoken", async () => {
  const chat = await tab();
  await chat.begin(/Round table/);
  const picker = chat.page.getByRole("group", { name: "Who speaks next?" });
  await picker.getByRole("button", { name: "Planner" }).click();
  await chat.say("Hello");
  await chat.sees("I am the Planner.");
  expect(chatOf(chat).received.map(({ to }) => to)).toEqual(["Planner"]);
});

describe("a connection that is lost", () => {
  it("is said, and what is typed meanwhile is sent once when it is back", async () => {
    const chat = await atForm();
    server.away = true;
    server.cut();
    await chat.page.locator(".mz-banner").waitFor();
    await chat.say("Are you there?");
    await chat.sees("Will be sent when the connection is back");
    server.away = false;
    await chat.page.locator(".mz-banner").waitFor({ state: "detached" });
    await chat.page.locator("[data-state=queued]").waitFor({ state: "detached" });
    const said = chatOf(chat).log.filter((event) => event.type === "user_message");
    expect(said.map(({ content }) => content)).toEqual(["A recipe box", "Are you there?"]);
  });

  it("keeps an unsent message over a reload", async () => {
    const chat = await atForm();
    server.away = true;
    server.cut();
    await chat.page.locator(".mz-banner").waitFor();
    await chat.say("Do not forget me");
    server.away = false;
    await chat.page.reload();
    await expect
      .poll(() =>
        chatOf(chat).log.filter((event) => event.type === "user_message" && event.content === "Do not forget me"),
      )
      .toHaveLength(1);
    await chat.sees("Do not forget me");
  });

  it("for good says why and offers a way on", async () => {
    const chat = await tab();
    await chat.page.goto(server.url);
    await chat.page.locator(".mz-workflow").first().waitFor();
    server.refuseNext(4404);
    await chat.page.goto(`${server.url}/?chat=gone&workflow=HelloWorld`);
    await chat.page.getByText("This chat does not exist").waitFor();
    await chat.page.getByRole("button", { name: "Start a new chat" }).click();
    await chat.page.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    expect(new URL(chat.page.url()).search).toBe("");
  });

  it("before the start is a message with a second try, not an empty page", async () => {
    const chat = await tab();
    await chat.page.route("**/dev/token", (route) => route.abort());
    await chat.page.goto(server.url);
    await chat.page.getByText("The server cannot be reached").first().waitFor();
    await chat.page.unroute("**/dev/token");
    await chat.page.getByRole("main").getByRole("button", { name: "Try again" }).click();
    await chat.page.locator(".mz-workflow").first().waitFor();
    expect(await chat.page.locator(".mz-workflow").count()).toBe(4);
  });
});

describe.each([
  ["light on a desktop", {}],
  ["dark on a desktop", { colorScheme: "dark" }],
  ["light on a phone of 320 px", { viewport: { width: 320, height: 640 } }],
] as const)("in %s", (_, options) => {
  it("nothing is cut off and nothing is out of reach for assistive technology", async () => {
    const chat = await tab(options);
    const check = async () => {
      expect(await chat.overflows()).toBe(false);
      expect(await findAccessibilityProblems(chat.page)).toEqual([]);
    };
    await chat.page.emulateMedia({ reducedMotion: "reduce" });
    await chat.page.goto(server.url);
    await chat.page.locator(".mz-workflow").first().waitFor();
    await check();
    await chat.begin(/Hello, World/);
    await chat.page.getByRole("button", { name: /recipe box/ }).waitFor();
    await check();
    await chat.say("A recipe box");
    await chat.sees("A few details");
    await chat.sendForm();
    await check();
    await chat.page.getByText("my family", { exact: true }).click();
    await chat.page.getByLabel(/weekends/).fill("3");
    await chat.sendForm();
    await chat.sees("Small steps");
    await chat.page.locator("summary").first().click();
    await check();
    await chat.begin(/Everything at once/);
    await chat.say("Show me");
    await chat.sees("Which seat?");
    await check();
  });
});

it("opens the list of chats on a phone and gives the focus back", async () => {
  const chat = await atForm({ viewport: { width: 320, height: 640 } });
  const menu = chat.page.getByRole("button", { name: "Open the list of chats" });
  await menu.click();
  const drawer = chat.page.getByRole("dialog", { name: "Chats" });
  await drawer.getByRole("link", { name: /A recipe box/ }).waitFor();
  await chat.page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);
});
