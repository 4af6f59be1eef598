import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../../cli/src/page.ts";
import { ChatTab } from "./browser/chat-tab.ts";
import { openBrowser, openTab } from "../../../test/browser/open-browser.ts";
import { demoWorkflows } from "./demo-workflows.ts";
import type { ScriptedChat } from "./scripted-chat.ts";
import { startScriptedServer, type ScriptedServer } from "./scripted-server.ts";

let browser: Browser;
let server: ScriptedServer;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const workflows = demoWorkflows({ chunk: 400, rest: () => Promise.resolve() });
  server = await startScriptedServer(workflows, await openPage());
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

async function begun(): Promise<{ tab: ChatTab; chat: ScriptedChat }> {
  const { page, problems, context } = await openTab(browser);
  tabs.push({ problems, close: () => context.close() });
  const tab = new ChatTab(page, server.url);
  await tab.begin(/Round table/);
  await expect.poll(() => new URL(page.url()).searchParams.get("chat")).not.toBeNull();
  const chat = server.chat(new URL(page.url()).searchParams.get("chat") ?? "");
  await expect.poll(() => chat.sockets.size).toBe(1);
  return { tab, chat };
}

/** A message goes out, comes back, and an answer is shown: on the connection that there was. */
async function livesOn({ tab, chat }: { tab: ChatTab; chat: ScriptedChat }): Promise<void> {
  const connects = server.connects.length;
  const text = `Still there? ${chat.log.length}`;
  await tab.say(text);
  await tab.sees(text);
  chat.say(`m-${chat.log.length}`, "Greeter", `Yes, after ${chat.log.length}.`);
  await tab.sees(/^Yes, after/);
  expect(server.connects).toHaveLength(connects);
}

/** Sends text as it is to everybody in the chat. */
function sendRaw(chat: ScriptedChat, text: string | Buffer): void {
  for (const socket of chat.sockets) socket.send(text);
}

/** Logs what no server may log. */
function log(chat: ScriptedChat, type: string, payload: object): void {
  chat.append(type as "notice", payload as never);
}

describe("what a server sends that cannot be read", () => {
  it("is left out, whatever it is", async () => {
    const begunChat = await begun();
    const { chat } = begunChat;
    const garbage = ["", "null", "[]", '"text"', "{", "{}", '{"type":7}', '{"type":"agent_message"}', "<html>", "\0"];
    for (const text of garbage) sendRaw(chat, text);
    sendRaw(chat, Buffer.from([0xff, 0xfe, 0x00]));
    sendRaw(chat, "[".repeat(200_000));
    sendRaw(chat, JSON.stringify({ type: "session_state", chat_id: chat.chatId, head_seq: "many" }));
    sendRaw(chat, JSON.stringify({ type: "agent_message_delta", chat_id: chat.chatId, message_id: 7, offset: "x" }));
    await livesOn(begunChat);
    expect(await begunChat.tab.log.locator("[data-unknown], .mz-notice").count()).toBe(0);
  });

  it("is a notice in its place when it is logged, before a reload and after; an unknown type is nothing", async () => {
    const begunChat = await begun();
    const { tab, chat } = begunChat;
    log(chat, "agent_message", { message_id: "m-1", agent: "Greeter" });
    log(chat, "tool_call", { name: ["no"], kind: 7 });
    log(chat, "ui_tool_request", { call_id: "c-1", component: 7 });
    log(chat, "artifact_created", { artifact_id: "a-1" });
    log(chat, "usage_update", { tokens: { prompt_tokens: "many" } });
    log(chat, "hologram_shown", { depth: 3 });
    await livesOn(begunChat);
    const shown = await tab.log.innerText();
    expect(shown).not.toMatch(/undefined|\[object|hologram/i);
    expect(await tab.log.locator(".mz-line, .mz-notice").count()).toBeGreaterThanOrEqual(5);
    await tab.page.reload();
    await tab.sees(/^Yes, after/);
    await expect.poll(() => tab.log.innerText()).toBe(shown);
  });
});

const brokenPayloads: readonly (readonly [string, unknown])[] = [
  ["core.form", { fields: 7 }],
  ["core.form", { fields: [null, 7, {}, { name: 7 }, { name: "a", type: {}, options: "x" }] }],
  ["core.form", { schema: { type: "array", properties: [] } }],
  ["core.form", { schema: { type: "object", properties: { a: null, b: { enum: 7 }, c: { $ref: "#/nowhere" } } } }],
  ["core.form", null],
  ["core.confirm", { message: { de: "Ja?" }, confirm_label: 7 }],
  ["core.confirm", "yes?"],
  ["core.markdown", { content: ["# a", 7] }],
  ["core.markdown", {}],
  ["acme.nothing", { deep: Array.from({ length: 60 }).reduce<unknown>((inner) => [inner], 1) }],
];

describe("a UI tool whose payload breaks its schema", () => {
  it("is a card or a neutral row, and the chat lives on; so it is after a reload", async () => {
    const begunChat = await begun();
    const { tab, chat } = begunChat;
    for (const [index, [component, payload]] of brokenPayloads.entries()) {
      const call_id = `call-${index}`;
      chat.append("tool_call", { call_id, agent: "Greeter", name: "ask", kind: "ui" });
      const display = "inline";
      log(chat, "ui_tool_request", { call_id, agent: "Greeter", component, display, payload, awaiting_response: true });
    }
    await livesOn(begunChat);
    // What is wrong with a payload is said in the words of its schema.
    const shown = (await tab.log.innerText()).replaceAll(/Expected "\w+" but received undefined/g, "");
    expect(shown).not.toMatch(/undefined|\[object/);
    expect(await tab.overflows()).toBe(false);
    await tab.page.reload();
    await tab.sees(/^Yes, after/);
    await livesOn(begunChat);
  });
});

describe("five megabytes", () => {
  const megabytes = "Lorem ipsum dolor sit amet. ".repeat(180_000);

  it("that are put into the box are too many and not sent; without them, the message goes", async () => {
    const begunChat = await begun();
    const { tab, chat } = begunChat;
    await tab.box.focus();
    await tab.page.evaluate((text) => {
      const box = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      if (!(box instanceof HTMLTextAreaElement)) throw new Error("the box has no focus");
      document.execCommand("insertText", false, text);
    }, megabytes);
    await tab.page.locator(".mz-error").filter({ hasText: "100,000" }).waitFor();
    await tab.box.press("Enter");
    expect(chat.received).toEqual([]);
    await tab.box.fill("");
    await livesOn(begunChat);
  });

  it("that an agent says are shown from their beginning, with how much is missing; so they are after a reload", async () => {
    const begunChat = await begun();
    const { tab, chat } = begunChat;
    chat.say("m-long", "Greeter", megabytes);
    await tab.sees("4,940,000 more characters are not shown.");
    await livesOn(begunChat);
    expect((await tab.log.innerText()).length).toBeLessThan(200_000);
    await tab.page.reload();
    await tab.sees(/^Yes, after/);
    await livesOn(begunChat);
  });
});

describe("a line that breaks while a part of the chat is loaded", () => {
  it("shows the part as soon as it can be had", async () => {
    const { page, context } = await openTab(browser);
    tabs.push({ problems: [], close: () => context.close() });
    const tab = new ChatTab(page, server.url);
    await tab.begin(/Hello, World/);
    await page.route("**/assets/**", (route) => route.abort());
    const failure = page.waitForEvent("requestfailed", (request) => request.url().includes("/assets/"));
    await tab.say("A recipe box");
    await failure;
    await page.unroute("**/assets/**");
    await tab.sees("A few details");
    expect(await tab.log.getByText("cannot be shown").count()).toBe(0);
  });
});

describe("a server that answers requests with garbage", () => {
  it.each([
    ["an HTML page", { contentType: "text/html", body: "<h1>Welcome to nginx!</h1>" }],
    ["an error page", { status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" }],
    ["JSON of another shape", { json: { workflows: { a: 1 }, sessions: 7, ticket: [], token: {} } }],
    ["nothing", { status: 204, body: "" }],
  ])("%s: the page says what is wrong, and works again when the server does", async (_what, answer) => {
    const { page, context } = await openTab(browser);
    tabs.push({ problems: [], close: () => context.close() });
    await page.route(/\/(api|dev)\//, (route) => route.fulfill(answer));
    await page.goto(server.url);
    await page
      .getByRole("button", { name: /Try again/ })
      .last()
      .waitFor();
    expect(await page.locator("body").innerText()).not.toMatch(/undefined|\[object|TypeError|not a function/);
    await page.unroute(/\/(api|dev)\//);
    await page
      .getByRole("button", { name: /Try again/ })
      .last()
      .click();
    await page.locator(".mz-workflow").first().waitFor();
  });
});
