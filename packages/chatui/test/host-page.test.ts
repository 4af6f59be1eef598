import { describe, expect, it } from "vitest";
import { readHostPage } from "./browser/read-host-page.ts";
import type { HostTab } from "./browser/host-tab.ts";
import { setHostStage } from "./browser/host-stage.ts";

const stage = setHostStage();

/** The product's page as it is without the chat: mounted, so that its own components are there, and taken out of it. */
async function atHome(): Promise<HostTab> {
  const tab = await stage.newTab();
  await tab.visit();
  await tab.mount({ withoutChat: true });
  await tab.page.evaluate(() => {
    localStorage.setItem("acme.theme", "light");
    globalThis.scrollTo(0, 120);
    document.querySelector<HTMLElement>("#search")?.focus({ preventScroll: true });
  });
  return tab;
}

async function talk(tab: HostTab): Promise<void> {
  await tab.open();
  await tab.box.waitFor();
  await tab.say("What is due?");
  await tab.sees("Here is all I know about it.");
  await tab.box.fill("half a thought");
  await tab.button("Open on the whole screen").click();
  await tab.overlay.waitFor();
  await tab.mode("Workflows").click();
  await tab.overlay.locator(".mz-workflow").filter({ hasText: "Hello, World" }).click();
  await tab.box.waitFor();
  await tab.say("A recipe box");
  await tab.sees("A few details");
}

describe("the product's page", () => {
  it("looks the same while the chat is there, open in either way or closed", async () => {
    const tab = await atHome();
    await tab.page.evaluate(() => document.querySelector<HTMLElement>("#search")?.blur());
    const before = await readHostPage(tab.page);
    await tab.mount();
    await tab.launcher.waitFor();
    const compare = async () => {
      const { styles, head, sheets, title, address, scroll } = await readHostPage(tab.page);
      const { body: _b, focus: _f, globals: _g, listeners: _l, storage: _s, ...expected } = before;
      expect({ styles, head, sheets, title, address, scroll }).toEqual(expected);
    };
    await compare();
    await tab.launcher.click();
    await tab.box.waitFor();
    // The page tells in its own words which surface is open: here only its looks count.
    await tab.page.evaluate(() => document.querySelectorAll("output").forEach((output) => (output.textContent = "")));
    await compare();
    await tab.button("Open on the whole screen").click();
    await tab.overlay.waitFor();
    await compare();
  });

  it("has no trace of the chat after shutdown: nothing listens, nothing is stored, the focus and the place are kept", async () => {
    const tab = await atHome();
    const before = await readHostPage(tab.page);
    await tab.mount();
    await talk(tab);
    expect((await readHostPage(tab.page)).storage.filter((key) => !/^(acme|mozaiks)\./.test(key))).toEqual([]);
    await tab.call("shutdown");
    await tab.launcher.waitFor({ state: "detached" });
    const after = await readHostPage(tab.page);
    const stub = after.globals.filter((name) => !before.globals.includes(name));
    expect(stub).toEqual(["mozaiksChat"]);
    expect({ ...after, globals: before.globals }).toEqual(before);
    expect(await tab.page.locator("[data-mozaiks-chat]").count()).toBe(0);
    expect(stage.server.chats.get(stage.chatsOf("ask")[0]?.chatId ?? "")?.sockets.size).toBe(0);
  });

  it("is as it was when the chat is taken out of it, and the person's drafts are kept", async () => {
    const tab = await atHome();
    const before = await readHostPage(tab.page);
    await tab.mount();
    await talk(tab);
    await tab.mount({ withoutChat: true });
    await tab.launcher.waitFor({ state: "detached" });
    const { storage, ...after } = await readHostPage(tab.page);
    expect({ ...after, storage: before.storage }).toEqual(before);
    expect(storage.some((key) => key.startsWith("mozaiks.draft."))).toBe(true);
  });

  it("gets the chat back by boot(), with nothing of the person before", async () => {
    const tab = await atHome();
    await tab.mount();
    await talk(tab);
    await tab.call("shutdown");
    await tab.launcher.waitFor({ state: "detached" });
    const opening = tab.open({ mode: "ask" });
    await tab.call("boot");
    await opening;
    await tab.box.waitFor();
    expect(await tab.box.inputValue()).toBe("");
    expect(stage.chatsOf("ask")).toHaveLength(2);
  });

  it("has styles that reach into the chat nowhere", async () => {
    const tab = await atHome();
    await tab.mount();
    await tab.launcher.click();
    await tab.box.waitFor();
    const [size, spacing, background] = await tab.box.evaluate((element) => {
      const { fontSize, letterSpacing, backgroundColor } = getComputedStyle(element);
      return [fontSize, letterSpacing, backgroundColor];
    });
    expect(size).toBe("16px");
    expect(spacing).toBe("normal");
    expect(background).not.toBe("rgb(204, 255, 204)");
  });
});
