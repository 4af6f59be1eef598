import { describe, expect, it } from "vitest";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { setHostStage } from "./browser/host-stage.ts";
import type { HostTab } from "./browser/host-tab.ts";
import type { TabOptions } from "../../../test/browser/open-browser.ts";

const stage = setHostStage();

const looks: readonly [name: string, tab: TabOptions, props: Parameters<HostTab["mount"]>[0]][] = [
  ["light", {}, {}],
  ["dark", { colorScheme: "dark" }, {}],
  ["on a phone", { viewport: { width: 320, height: 640 }, hasTouch: true }, {}],
  ["from right to left", {}, { rtl: true }],
  ["in a brand", { reducedMotion: "reduce" }, { config: { brand: { accent: "#ffd400", radius: 2 }, theme: "light" } }],
  ["with forced colours", { forcedColors: "active" }, {}],
];

/** Problems of the chat, not of the page around it. */
async function problemsOf(tab: HostTab): Promise<readonly string[]> {
  await tab.page.waitForFunction(() => {
    const animations = document.querySelector("[data-mozaiks-chat]")?.shadowRoot?.getAnimations() ?? [];
    return animations.every(({ effect }) => effect?.getComputedTiming().endTime === Infinity);
  });
  return findAccessibilityProblems(tab.page, "[data-mozaiks-chat]");
}

/** Where images are kept when somebody wants to look at them. */
const images = process.env["MOZAIKS_SURFACE_IMAGES"];
async function picture(tab: HostTab, name: string): Promise<void> {
  if (images !== undefined) await tab.page.screenshot({ path: `${images}/${name.replaceAll(" ", "-")}.png` });
}

describe.each(looks)("%s", (look, options, props) => {
  it("every surface can be used by everybody, and none is wider than its window", async () => {
    const tab = await stage.newTab(options);
    await tab.visit();
    await tab.mount(props);
    await tab.launcher.waitFor();
    expect(await problemsOf(tab)).toEqual([]);
    await picture(tab, `${look} bubble`);
    await tab.launcher.click();
    await tab.box.waitFor();
    expect(await problemsOf(tab)).toEqual([]);
    await picture(tab, `${look} widget`);
    await tab.say("What is due?");
    await tab.sees("Here is all I know about it.");
    expect(await problemsOf(tab)).toEqual([]);
    expect(await isCutOff(tab, ".mz-widget")).toBe(false);
    await picture(tab, `${look} widget chat`);
    await tab.button("Open on the whole screen").click();
    await tab.overlay.waitFor();
    await tab.sees("Here is all I know about it.");
    expect(await problemsOf(tab)).toEqual([]);
    await picture(tab, `${look} overlay ask`);
    await tab.mode("Workflows").click();
    await tab.overlay.locator(".mz-workflow").first().waitFor();
    expect(await problemsOf(tab)).toEqual([]);
    await picture(tab, `${look} overlay picker`);
    await tab.overlay.locator(".mz-workflow").filter({ hasText: "Hello, World" }).click();
    await tab.box.waitFor();
    await tab.say("A recipe box");
    await tab.sees("A few details");
    expect(await problemsOf(tab)).toEqual([]);
    expect(await isCutOff(tab, ".mz-overlay")).toBe(false);
    await picture(tab, `${look} overlay chat`);
    const menu = tab.overlay.getByRole("button", { name: "Open the list of chats" });
    if (await menu.isVisible()) {
      await menu.click();
      await tab.overlay.getByRole("dialog", { name: "Chats" }).getByRole("link").first().waitFor();
      expect(await problemsOf(tab)).toEqual([]);
      await picture(tab, `${look} overlay list`);
    }
  });
});

/** Whether something in the surface is beyond its edges. */
async function isCutOff(tab: HostTab, surface: string): Promise<boolean> {
  return tab.page.locator(surface).evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return [...element.querySelectorAll("button, textarea, h1, h2, p, a")].some((inner) => {
      const box = inner.getBoundingClientRect();
      const isHidden = box.width <= 1 || getComputedStyle(inner).visibility === "hidden" || inner.closest(".mz-hidden");
      return !isHidden && (box.left < left - 1 || box.right > right + 1);
    });
  });
}

describe("by keyboard alone", () => {
  it("the chat is opened, used, closed, and the focus is where it was", async () => {
    const tab = await stage.started();
    const { keyboard } = tab.page;
    await tab.launcher.focus();
    await keyboard.press("Enter");
    await tab.box.waitFor();
    await expect.poll(() => tab.focused()).toBe("composer");
    await keyboard.type("What is due?");
    await keyboard.press("Enter");
    await tab.sees("Here is all I know about it.");
    await expect.poll(() => stage.chatsOf("ask")[0]?.view.status).toBe("paused");
    await tab.stopButton.waitFor({ state: "detached" });
    await keyboard.press("Escape");
    await tab.widget.waitFor({ state: "detached" });
    expect(await tab.focused()).toBe("button Open the chat");
  });

  it("the first Escape stops an answer, the second closes", async () => {
    const tab = await stage.started();
    await tab.open();
    await tab.box.waitFor();
    stage.gate.holdAt("You asked");
    await tab.say("What is due?");
    await tab.stopButton.waitFor();
    await tab.page.keyboard.press("Escape");
    await expect.poll(() => stage.chatsOf("ask")[0]?.received.at(-1)).toMatchObject({ type: "cancel" });
    expect(await tab.widget.isVisible()).toBe(true);
    stage.gate.open();
    await tab.stopButton.waitFor({ state: "detached" });
    await tab.page.keyboard.press("Escape");
    await tab.widget.waitFor({ state: "detached" });
  });

  it("the overlay keeps the focus inside, and gives it back to the button that opened it", async () => {
    const tab = await stage.started();
    await tab.button("Workflows").focus();
    await tab.page.keyboard.press("Enter");
    await tab.overlay.locator(".mz-workflow").first().waitFor();
    const seen = new Set<string>();
    for (let press = 0; press < 25; press += 1) {
      await tab.page.keyboard.press("Tab");
      seen.add(await tab.focused());
    }
    expect(seen).not.toContain("button Customers");
    expect(seen).toContain("button Close");
    await tab.page.keyboard.press("Escape");
    await tab.overlay.waitFor({ state: "detached" });
    expect(await tab.focused()).toBe("button Workflows");
  });

  it("the page behind the widget stays usable, and takes the focus along when the chat is closed from there", async () => {
    const tab = await stage.started();
    await tab.open();
    await tab.box.waitFor();
    await tab.page.getByRole("searchbox").fill("118");
    await tab.call("close");
    await tab.widget.waitFor({ state: "detached" });
    expect(await tab.page.getByRole("searchbox").evaluate((box) => box === document.activeElement)).toBe(true);
  });
});

describe("for whoever wants less motion", () => {
  it("nothing moves when a surface opens", async () => {
    const tab = await stage.started({ reducedMotion: "reduce" });
    await tab.page.evaluate(() => {
      const moves: string[] = [];
      Object.assign(globalThis, { moves });
      const root = document.querySelector("[data-mozaiks-chat]")?.shadowRoot;
      for (const name of ["animationstart", "transitionrun"]) {
        root?.addEventListener(name, (event) => moves.push(`${name} ${(event.target as Element).className}`));
      }
    });
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.button("Open on the whole screen").click();
    await tab.overlay.waitFor();
    const moves = await tab.page.evaluate(() => (globalThis as unknown as { moves: string[] }).moves);
    expect(moves.filter((move) => /mz-(stage|launcher|widget|overlay)/.test(move))).toEqual([]);
  });
});

describe("in a small window", () => {
  it("the chat fills all of what can be seen, and the launcher is out of the way", async () => {
    const tab = await stage.started({ viewport: { width: 320, height: 640 } });
    await tab.launcher.click();
    await tab.box.waitFor();
    await expect.poll(() => tab.widget.boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 640 });
    expect(await tab.launcher.isVisible()).toBe(false);
    await tab.button("Close").click();
    await tab.launcher.waitFor();
  });
});
