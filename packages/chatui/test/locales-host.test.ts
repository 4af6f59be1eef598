import { describe, expect, it } from "vitest";
import { setHostStage } from "./browser/host-stage.ts";

const stage = setHostStage();

describe("the language of a product's chat", () => {
  it("is loaded when the configuration names it, and changes at once", async () => {
    const tab = await stage.newTab();
    await tab.visit();
    await tab.mount({ config: { locale: "de" } });
    await tab.button("Chat öffnen").click();
    await tab.page.getByPlaceholder("Nachricht schreiben …").waitFor();
    await tab.page.evaluate(() => globalThis.window.mozaiksChat?.update({ locale: "ar" }));
    await tab.page.getByPlaceholder("اكتب رسالة…").waitFor();
    const root = tab.page.locator(".mz-surfaces");
    expect([await root.getAttribute("dir"), await root.getAttribute("lang")]).toEqual(["rtl", "ar"]);
  });

  it("that the chat does not speak is told to the page, and it speaks English", async () => {
    const tab = await stage.started();
    await tab.record();
    await tab.page.evaluate(() => globalThis.window.mozaiksChat?.update({ locale: "tlh" }));
    await expect.poll(() => tab.recorded("error")).toMatchObject([{ code: "config.locale" }]);
    await tab.button("Open the chat").waitFor();
  });

  it("costs only those who read it", async () => {
    const tab = await stage.newTab();
    const asked: string[] = [];
    tab.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await tab.start();
    const before = asked.length;
    await tab.page.evaluate(() => globalThis.window.mozaiksChat?.update({ locale: "ja" }));
    await tab.button("チャットを開く").waitFor();
    expect(asked.length - before).toBeGreaterThan(0);
  });
});
