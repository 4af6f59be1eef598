import { describe, expect, it } from "vitest";
import type { EmbedOptions } from "../src/embed/embed-options.ts";
import type { UITool } from "../src/ui-tools/define-ui-tool.ts";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { setHostStage } from "./browser/host-stage.ts";
import type { HostTab } from "./browser/host-tab.ts";
import { openScriptPage } from "./browser/script-tab.ts";
import { serveScriptPage } from "./browser/serve-script-page.ts";

const stage = setHostStage(serveScriptPage);

async function started(path = "/"): Promise<HostTab> {
  const { tab } = await openScriptPage(stage, path);
  await tab.page.locator("[data-mozaiks-chat] button").waitFor();
  return tab;
}

async function atForm(): Promise<HostTab> {
  const tab = await started();
  await tab.open({ mode: "workflow", workflow_name: "HelloWorld", initial_message: "A recipe box" });
  await tab.sees("A few details");
  return tab;
}

const formOf = (tab: HostTab) => tab.page.locator("form.mz-form");

describe("the loader", () => {
  it("asks for nothing but itself until somebody comes near its button", async () => {
    const { tab, asked } = await openScriptPage(stage, "/patient");
    const button = tab.button("Open the chat");
    await button.waitFor();
    expect(asked.filter((address) => address.includes("/embed/")).map((address) => new URL(address).pathname)).toEqual([
      "/embed/loader.js",
    ]);
    await button.hover();
    await expect.poll(() => asked.some((address) => address.endsWith("/embed/mozaiks-chat.js"))).toBe(true);
    await button.click();
    await tab.box.waitFor();
    expect(await tab.focused()).toBe("composer");
  });

  it("brings the rest by itself when the page has nothing to do, still without a word to the runtime", async () => {
    const tab = await started();
    await tab.launcher.waitFor();
    expect(stage.server.requests.filter((request) => /api|dev/.test(request))).toEqual([]);
  });

  it.each(["/patient", "/dressed"])("draws the launcher of %s where and as the real one will be", async (path) => {
    const tab = await started(path);
    const before = await looks(tab);
    await tab.page.evaluate(() =>
      globalThis.window.mozaiksChat?.open().then(() => globalThis.window.mozaiksChat?.close()),
    );
    await tab.launcher.waitFor();
    await tab.widget.waitFor({ state: "detached" });
    await tab.page.locator(".mz-launcher .lucide-message-circle").waitFor();
    // A brand's accent may have to become lighter or darker until it can be read.
    const { colours, ...shape } = await looks(tab);
    const { colours: coloursBefore, ...shapeBefore } = before;
    expect(shape).toEqual(shapeBefore);
    if (path === "/patient") expect(colours).toEqual(coloursBefore);
  });

  it("keeps the focus where it is when the real launcher comes", async () => {
    const { tab } = await openScriptPage(stage, "/late");
    await tab.page.evaluate(() => {
      globalThis.window.mozaiksChat?.boot({ api: { baseUrl: "" } });
      document.querySelector("[data-mozaiks-chat]")?.firstElementChild?.shadowRoot?.querySelector("button")?.focus();
    });
    await tab.launcher.waitFor();
    await expect.poll(() => tab.focused()).toBe("button Ask Acme");
  });

  it("says when the rest cannot be loaded, and tries again at the next press", async () => {
    const tab = await started("/patient");
    await tab.page.route("**/mozaiks-chat.js", (route) => route.abort());
    await tab.button("Open the chat").click();
    await tab.button("The chat could not be shown. Try again").waitFor();
    await tab.page.unroute("**/mozaiks-chat.js");
    await tab.button("The chat could not be shown. Try again").click();
    await tab.box.waitFor();
    expect(await tab.launcher.getAttribute("aria-expanded")).toBe("true");
    stage.forgive();
  });

  it("waits for boot() where the tag names no runtime; calls before it are kept", async () => {
    const { tab, boot } = await openScriptPage(stage, "/late");
    const opening = tab.open({ mode: "workflow", workflow_name: "HelloWorld", initial_message: "A recipe box" });
    expect(await tab.page.locator("[data-mozaiks-chat]").count()).toBe(0);
    await boot({ api: { baseUrl: "" } });
    expect(await opening).toMatchObject({ chat_id: stage.chatsOf("HelloWorld")[0]?.chatId });
    await tab.sees("A few details");
  });

  it("opens by the window's event before anything is loaded", async () => {
    const tab = await started("/patient");
    await tab.page.evaluate(() =>
      globalThis.window.dispatchEvent(new CustomEvent("mozaiks:chat:open", { detail: { mode: "ask" } })),
    );
    await tab.box.waitFor();
    expect(stage.chatsOf("ask")).toHaveLength(1);
  });
});

describe("the chat with Preact in place of React", () => {
  it("sends, streams, stops, and says it again after a reload in mid-answer", async () => {
    const tab = await started();
    await tab.launcher.click();
    await tab.box.waitFor();
    stage.gate.holdAt("You asked");
    await tab.say("What is due?");
    await tab.sees("You asked");
    await tab.page.reload();
    await tab.launcher.click();
    await tab.sees("You asked");
    stage.gate.open();
    await tab.sees("Here is all I know about it.");
    await tab.open({ mode: "workflow", workflow_name: "HelloWorld" });
    await tab.box.waitFor();
    stage.gate.holdAt("I like it");
    await tab.say("A recipe box");
    await tab.sees("I like it");
    await tab.stopButton.click();
    await tab.sees("Stopped");
    expect(stage.chatsOf("HelloWorld")[0]?.view.status).toBe("cancelled");
  });

  it("keeps what was typed, sends a form, and shows the answer closed", async () => {
    const tab = await atForm();
    await tab.page.getByLabel(/weekends/).fill("3");
    await tab.page.getByLabel("The one thing it must do").fill("Search");
    await tab.sendForm();
    await tab.page.getByText("Please fill this in").waitFor();
    await tab.page.reload();
    await tab.launcher.click();
    await tab.overlay.waitFor();
    await expect.poll(() => tab.page.getByLabel(/weekends/).inputValue()).toBe("3");
    await tab.page.getByText("my family", { exact: true }).click();
    await tab.page.getByLabel("Share the plan with others").check();
    await tab.page.getByLabel("First day").fill("2026-12-01");
    await tab.sendForm();
    await tab.sees("Small steps, each one something you can show.");
    expect(await formOf(tab).count()).toBe(0);
    expect(stage.chatsOf("HelloWorld")[0]?.received.at(-1)).toMatchObject({
      response: { audience: "my family", weekends: 3, wish: "Search", public: true, start: "2026-12-01" },
    });
  });

  it("asks for an approval", async () => {
    const tab = await atForm();
    stage.chatsOf("HelloWorld")[0]?.append("approval_request", {
      call_id: "call-refund",
      tool: "refund_invoice",
      arguments: { amount: 49.5 },
      arguments_hash: "hash-1",
    });
    await tab.button("Approve").click();
    await expect
      .poll(() => stage.chatsOf("HelloWorld")[0]?.received.at(-1))
      .toMatchObject({ type: "approval_response", decision: "approve", arguments_hash: "hash-1" });
  });

  it("goes from bubble to widget to overlay and back by keyboard, and gives the focus back", async () => {
    const tab = await started();
    await tab.launcher.focus();
    await tab.page.keyboard.press("Enter");
    await tab.box.waitFor();
    await expect.poll(() => tab.focused()).toBe("composer");
    await tab.page.keyboard.press("Escape");
    await tab.widget.waitFor({ state: "detached" });
    expect(await tab.focused()).toBe("button Open the chat");
    await tab.page.keyboard.press("Enter");
    await tab.button("Open on the whole screen").click();
    await tab.overlay.waitFor();
    await tab.mode("Workflows").click();
    await tab.overlay.locator(".mz-workflow").first().waitFor();
    await tab.page.keyboard.press("Escape");
    await tab.overlay.waitFor({ state: "detached" });
  });

  it("renames and deletes earlier chats", async () => {
    const tab = await atForm();
    await tab.button("Rename A recipe box").focus();
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.type("Grandma's recipes");
    await tab.page.keyboard.press("Enter");
    await tab.overlay.getByRole("link", { name: /Grandma's recipes/ }).waitFor();
    await tab.button("Delete Grandma's recipes").click();
    await tab.button("Really delete Grandma's recipes").click();
    await tab.overlay.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    expect(stage.server.chats.size).toBe(0);
  });

  it("tells the host what happens, counts what is unread, and obeys it", async () => {
    const tab = await started();
    await tab.record();
    await tab.open({ mode: "ask", initial_message: "What is due?" });
    await tab.sees("Here is all I know about it.");
    await tab.call("toggle");
    await expect.poll(() => tab.recorded("close")).toHaveLength(1);
    expect(await tab.recorded("open")).toMatchObject([{ surface: "widget", mode: "ask" }]);
    expect(await tab.recorded("mozaiks:chat:open")).toMatchObject([{ source: "mozaiks" }]);
    expect(await tab.recorded("message")).toMatchObject([{ role: "user" }, { role: "agent" }]);
    stage.chatsOf("ask")[0]?.say("m-late", "Guide", "One more thing.");
    await tab.page.locator(".mz-badge").getByText("1").waitFor();
  });

  it("can be shut down and booted again for the next person, with other settings", async () => {
    const { tab, boot } = await openScriptPage(stage);
    await tab.open({ mode: "ask", initial_message: "A secret" });
    await tab.sees("A secret");
    await tab.call("shutdown");
    await tab.launcher.waitFor({ state: "detached" });
    expect(await tab.page.locator("[data-mozaiks-chat]").count()).toBe(0);
    expect(await tab.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await boot({ launcher_label: "Ask again" });
    await tab.button("Ask again").click();
    await tab.box.waitFor();
    expect(await tab.log.getByText("A secret").count()).toBe(0);
    expect(stage.chatsOf("ask")).toHaveLength(2);
  });

  it("shows the page's own components, drawn without React, and takes their answers", async () => {
    const { tab } = await openScriptPage(stage, "/late");
    await tab.page.evaluate(() => {
      globalThis.window.mozaiksChat?.on("error", ({ code, title }) =>
        Object.assign(globalThis, { said: [code, title] }),
      );
      const mount = (
        element: HTMLElement,
        { input, submit }: { input: unknown; submit: (answer: unknown) => void },
      ) => {
        const button = document.createElement("button");
        button.textContent = `Book ${(input as { room: string }).room}`;
        button.onclick = () => submit({ booked: true });
        element.append(button);
        return () => button.remove();
      };
      const render = { mount } as unknown as UITool["render"];
      const uiTools: UITool[] = [
        { name: "acme.room", render, answered: () => "It is booked" },
        { name: "acme.react", render: () => null },
      ];
      const options: EmbedOptions = { api: { baseUrl: "" }, uiTools };
      globalThis.window.mozaiksChat?.boot(options);
    });
    await tab.button("Ask Acme").click();
    await tab.box.waitFor();
    const chat = stage.chatsOf("ask")[0];
    chat?.append("ui_tool_request", {
      call_id: "call-room",
      agent: "Guide",
      component: "acme.room",
      display: "inline",
      payload: { room: "Blue" },
      awaiting_response: true,
    });
    // In the document of the page, where its styles are.
    const book = tab.page.getByRole("button", { name: "Book Blue" });
    await book.waitFor();
    expect(await book.evaluate((button) => button.getRootNode() === document)).toBe(true);
    await book.click();
    await tab.sees("It is booked");
    expect(chat?.received.at(-1)).toMatchObject({ type: "ui_tool_response", response: { booked: true } });
    expect(await tab.page.evaluate(() => (globalThis as unknown as { said: string[] }).said)).toEqual([
      "config.ui-tools",
      'uiTools: "acme.react" must be { name, render: { mount(element, props) } }; there is no React here',
    ]);
  });

  it("tells the assistant what the page shows, until the page says otherwise or the person leaves", async () => {
    const tab = await started();
    const see = (values: Record<string, string>) =>
      tab.page.evaluate((given) => globalThis.window.mozaiksChat?.setContext(given), values);
    const heard = () => stage.chatsOf("ask").at(-1)?.received.at(-1)?.["context"];
    await see({ page: "invoices" });
    await see({ page: "invoice", invoice: "A-17" });
    await tab.open({ mode: "ask", initial_message: "What is due?" });
    await tab.sees("Here is all I know about it.");
    expect(heard()).toEqual({ page: "invoice", invoice: "A-17" });
    await see({ page: "home" });
    await tab.say("And now?");
    await expect.poll(heard).toEqual({ page: "home" });
    await tab.call("shutdown");
    await tab.launcher.waitFor({ state: "detached" });
    await tab.page.evaluate(() => globalThis.window.mozaiksChat?.boot());
    await tab.open({ mode: "ask", initial_message: "Who am I?" });
    await tab.sees("Who am I?");
    await expect.poll(() => stage.chatsOf("ask").length).toBe(2);
    await expect.poll(() => stage.chatsOf("ask")[1]?.received.length).toBeGreaterThan(0);
    expect(heard()).toBeUndefined();
  });

  it("stays when it is shut down and booted in one breath", async () => {
    const tab = await started();
    await tab.launcher.waitFor();
    await tab.page.evaluate(() => {
      globalThis.window.mozaiksChat?.shutdown();
      globalThis.window.mozaiksChat?.boot();
    });
    await tab.launcher.click();
    await tab.box.waitFor();
    expect(await tab.page.locator("[data-mozaiks-chat] button.mz-launcher").count()).toBe(1);
  });

  it("is accessible", async () => {
    const tab = await started();
    await tab.launcher.click();
    await tab.box.waitFor();
    const problems = await findAccessibilityProblems(tab.page);
    expect(problems.filter((problem) => problem.includes("mz-"))).toEqual([]);
  });
});

/** How the one button of the chat looks, once nothing moves. */
function looks(tab: HostTab) {
  return tab.page.locator("[data-mozaiks-chat] button").evaluate(async (button) => {
    await Promise.all(button.getAnimations({ subtree: true }).map(({ finished }) => finished));
    const { backgroundColor, color, borderRadius, boxShadow } = getComputedStyle(button);
    const places = [button, button.querySelector("svg"), button.querySelector("span")].map((part) => {
      const { x, y, width, height } = part?.getBoundingClientRect() ?? {};
      return [x, y, width, height];
    });
    return { colours: [backgroundColor, color], borderRadius, boxShadow, places };
  });
}
