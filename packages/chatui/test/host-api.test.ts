import { describe, expect, it } from "vitest";
import { setHostStage } from "./browser/host-stage.ts";

const stage = setHostStage();

describe("window.mozaiksChat", () => {
  it("obeys, once it is there, what was asked of a stub before", async () => {
    const tab = await stage.newTab();
    await tab.visit();
    await tab.page.evaluate(() => {
      const seen: unknown[] = [];
      const stub = new Proxy(
        { q: [] as unknown[] },
        {
          get: (target, name) =>
            name === "q"
              ? target.q
              : (...given: unknown[]) => new Promise((answer) => target.q.push([name, given, answer])),
        },
      );
      Object.assign(globalThis, { seen, mozaiksChat: stub });
      const chat = stub as unknown as NonNullable<Window["mozaiksChat"]>;
      chat.on("ready", () => seen.push(["ready", true]));
      void chat.open({ mode: "workflow", workflow_name: "HelloWorld" }).then((opened) => seen.push(["opened", opened]));
      Object.assign(globalThis, { stub });
    });
    await tab.mount();
    await tab.box.waitFor();
    expect(await tab.recorded("ready")).toEqual([true]);
    expect(await tab.recorded("opened")).toEqual([{ chat_id: stage.chatsOf("HelloWorld")[0]?.chatId }]);
    // Who kept the stub keeps the chat.
    await tab.page.evaluate(() => (globalThis as unknown as { stub: NonNullable<Window["mozaiksChat"]> }).stub.close());
    await tab.overlay.waitFor({ state: "detached" });
  });

  it("opens Ask mode in the widget, and in an overlay that is open", async () => {
    const tab = await stage.started();
    const { chat_id } = await tab.open();
    await tab.widget.waitFor();
    expect(chat_id).toBe(stage.chatsOf("ask")[0]?.chatId);
    await tab.open({ mode: "workflow" });
    await tab.overlay.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    expect(await tab.open({ mode: "ask" })).toEqual({ chat_id });
    await expect.poll(() => tab.mode("Ask").getAttribute("aria-pressed")).toBe("true");
    expect(await tab.widget.count()).toBe(0);
  });

  it("opens the chat it is told, or a new one of the workflow, and a picker without either", async () => {
    const tab = await stage.started();
    const { chat_id } = await tab.open({ mode: "workflow", workflow_name: "HelloWorld" });
    await tab.box.waitFor();
    await tab.say("A recipe box");
    await tab.sees("A few details");
    expect(await tab.open({ mode: "workflow" })).toEqual({});
    await tab.overlay.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    expect(await tab.open({ mode: "workflow", chat_id: chat_id ?? "" })).toEqual({ chat_id });
    await tab.sees("A few details");
    expect(await tab.open({ mode: "workflow", chat_id: chat_id ?? "", workflow_name: "HelloWorld" })).toEqual({
      chat_id,
    });
    expect(stage.server.chats.size).toBe(1);
  });

  it("refuses a chat and a workflow that disagree, and stays as it is", async () => {
    const tab = await stage.started();
    stage.server.chat("chat-old", "SupportTriage").append("run_started", { cause: "startup" });
    await tab.record();
    const wrong = { mode: "workflow", chat_id: "chat-old", workflow_name: "HelloWorld" } as const;
    expect(await tab.open(wrong)).toEqual({ code: "session.workflow-mismatch" });
    expect(await tab.recorded("error")).toMatchObject([{ code: "session.workflow-mismatch" }]);
    expect(await tab.overlay.count()).toBe(0);
    expect(await tab.open({ ...wrong, workflow_name: "SupportTriage" })).toEqual({ chat_id: "chat-old" });
    await tab.overlay.waitFor();
  });

  it("sends an initial message once, however often the chat is looked at", async () => {
    const tab = await stage.started();
    await tab.open({ mode: "ask", initial_message: "What is due?" });
    await tab.sees("Here is all I know about it.");
    await tab.call("close");
    await tab.open();
    await tab.page.reload();
    await tab.start();
    await tab.open();
    await tab.sees("Here is all I know about it.");
    expect(stage.chatsOf("ask").map(({ received }) => received.map(({ content }) => content))).toEqual([
      ["What is due?"],
    ]);
  });

  it("gives an open chat the focus when it is opened again", async () => {
    const tab = await stage.started();
    await tab.open();
    await tab.box.waitFor();
    await tab.page.getByRole("searchbox").focus();
    await tab.open();
    await expect.poll(() => tab.focused()).toBe("composer");
  });

  it("tells what happens, and so does the window", async () => {
    const tab = await stage.started();
    await tab.record();
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("What is due?");
    await tab.sees("Here is all I know about it.");
    await tab.call("toggle");
    await tab.widget.waitFor({ state: "detached" });
    const chat = stage.chatsOf("ask")[0];
    const [opened] = await tab.recorded("mozaiks:chat:open");
    expect(opened).toMatchObject({ source: "mozaiks", surface: "widget", mode: "ask" });
    expect(await tab.recorded("open")).toMatchObject([{ surface: "widget", mode: "ask" }]);
    expect(await tab.recorded("mozaiks:chat:close")).toEqual([{ source: "mozaiks" }]);
    expect(await tab.recorded("close")).toEqual([{}]);
    await expect
      .poll(async () => (await tab.recorded("session")).at(-1))
      .toEqual({ chat_id: chat?.chatId, workflow_name: "ask", status: "paused" });
    expect(await tab.recorded("message")).toMatchObject([{ role: "user" }, { role: "agent", chat_id: chat?.chatId }]);
  });

  it("hears the window's events, its own not", async () => {
    const tab = await stage.started();
    const dispatch = (name: string, detail?: object) =>
      tab.page.evaluate(([name, detail]) => void globalThis.window.dispatchEvent(new CustomEvent(name, { detail })), [
        `mozaiks:chat:${name}`,
        detail,
      ] as const);
    await dispatch("open", { mode: "workflow", workflow_name: "HelloWorld" });
    await tab.box.waitFor();
    await tab.overlay.waitFor();
    await dispatch("close", { source: "mozaiks" });
    expect(await tab.overlay.count()).toBe(1);
    await dispatch("close");
    await tab.overlay.waitFor({ state: "detached" });
  });

  it("takes other settings while it runs", async () => {
    const tab = await stage.started();
    await tab.page.evaluate(() =>
      globalThis.window.mozaiksChat?.update({
        theme: "dark",
        alignment: "start",
        launcher_text: "Help",
        brand: { accent: "#0a7" },
      }),
    );
    await tab.launcher.getByText("Help").waitFor();
    const box = await tab.launcher.boundingBox();
    expect(box?.x).toBe(20);
    await expect
      .poll(() => tab.launcher.evaluate((element) => getComputedStyle(element).backgroundColor))
      .toBe("rgb(0, 170, 119)");
  });

  it("looks as usual again when the product takes a setting out", async () => {
    const tab = await stage.newTab();
    await tab.visit();
    await tab.mount({ config: { launcher_text: "Help", brand: { accent: "#0a7" } } });
    await tab.launcher.getByText("Help").waitFor();
    await tab.mount({});
    await tab.launcher.getByText("Help").waitFor({ state: "detached" });
    await expect
      .poll(() => tab.launcher.evaluate((element) => getComputedStyle(element).backgroundColor))
      .toBe("rgb(67, 56, 202)");
  });

  it("tells of a brand that it cannot read, and looks as usual", async () => {
    const tab = await stage.started();
    await tab.record();
    await tab.page.evaluate(() => globalThis.window.mozaiksChat?.update({ brand: { accent: "cornflower" } }));
    await expect.poll(() => tab.recorded("error")).toMatchObject([{ code: "config.brand" }]);
    expect(await tab.launcher.isVisible()).toBe(true);
  });
});

describe("launchers of the product", () => {
  it("stand in place of the round button, in the product's own styles", async () => {
    const tab = await stage.newTab();
    await tab.visit();
    await tab.mount({ ownLauncher: true });
    const own = tab.button("Open the chat");
    expect(await own.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgb(255, 255, 0)");
    await own.click();
    await tab.box.waitFor();
    expect(await tab.button("Close the chat").getAttribute("aria-expanded")).toBe("true");
  });

  it("are found by a selector, and the round button can be left out", async () => {
    const tab = await stage.newTab();
    await tab.visit();
    await tab.mount({ config: { hide_default_launcher: true, custom_launcher_selector: "header a" } });
    await tab.page.getByRole("link", { name: "Acme" }).click();
    await tab.box.waitFor();
    expect(await tab.launcher.count()).toBe(0);
  });
});

describe("a selector that is none", () => {
  it("is told, and takes nothing with it", async () => {
    const tab = await stage.started();
    await tab.record();
    await tab.mount({ config: { custom_launcher_selector: "a[" } });
    await expect.poll(() => tab.recorded("error")).toMatchObject([{ code: "config.launcher" }]);
    await tab.launcher.click();
    await tab.box.waitFor();
  });
});

describe("without a shadow root", () => {
  it("the page's own styles reach the chat, and win over the chat's", async () => {
    const tab = await stage.newTab();
    await tab.visit();
    await tab.page.addStyleTag({ url: "/styles.css" });
    await tab.mount({ isolation: "light" });
    await tab.launcher.click();
    await tab.box.waitFor();
    expect(await tab.page.locator("[data-mozaiks-chat]").evaluate((element) => element.shadowRoot)).toBeNull();
    const looks = await tab.launcher.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(looks).toBe("rgb(255, 255, 0)");
    await tab.say("What is due?");
    await tab.sees("Here is all I know about it.");
    await tab.page.keyboard.press("Escape");
    await tab.widget.waitFor({ state: "detached" });
  });
});

describe("what a product allows", () => {
  it("is where links lead, and nowhere else", async () => {
    const tab = await stage.newTab();
    await tab.start({ config: { addresses: { linkHosts: ["docs.acme.test"] } } });
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("[ours](https://docs.acme.test/a) [theirs](https://elsewhere.test/b)");
    await tab.sees("Here is all I know about it.");
    const answer = tab.log.locator(".mz-prose").last();
    await answer.getByRole("link").first().waitFor();
    expect(await answer.getByRole("link").allInnerTexts()).toEqual(["ours"]);
    expect(await answer.innerText()).toContain("theirs");
  });
});
