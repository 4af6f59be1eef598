import { describe, expect, it } from "vitest";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { setHostStage } from "./browser/host-stage.ts";

const stage = setHostStage();

function makeNote(chatId: string): void {
  const facts = { artifact_id: "note", artifact_type: "note", title: "The note", display: "artifact" } as const;
  stage.server.chat(chatId, "HelloWorld").append("artifact_created", { ...facts, state: "Buy **tea**", version: 1 });
}

describe("in a product's page", () => {
  it("artifacts stand beside the chat in the overlay, and in a place of the product's own", async () => {
    const tab = await stage.started();
    const { chat_id: chatId = "" } = await tab.open({ mode: "workflow", workflow_name: "HelloWorld" });
    await tab.overlay.getByRole("heading", { name: "Hello, World", level: 1 }).waitFor();
    makeNote(chatId);
    const panel = tab.overlay.locator(".mz-panel");
    await panel.getByText("tea").waitFor();
    expect(await tab.overlay.getAttribute("data-layout")).toBe("split");
    expect(await findAccessibilityProblems(tab.page, "[data-mozaiks-chat]")).toEqual([]);
    await tab.overlay.getByRole("separator").press("End");
    const width = async () => (await panel.boundingBox())?.width ?? 0;
    await expect.poll(width).toBeGreaterThan(800);
    await panel.getByRole("button", { name: "Only the artifact" }).click();
    expect(await tab.overlay.getAttribute("data-layout")).toBe("view");
    await panel.getByRole("button", { name: "Make small" }).click();
    await tab.overlay.getByRole("button", { name: "Open The note" }).waitFor();
    await tab.overlay.getByRole("complementary").getByRole("button", { name: "Close" }).click();
    expect(await tab.overlay.getAttribute("data-layout")).toBe("full");
    await tab.call("close");

    await tab.mount({ artifactsOf: chatId });
    const place = tab.page.locator("#artifacts");
    await place.getByRole("button", { name: "The note" }).click();
    await place.getByText("tea").waitFor();
    const drawn = await place.locator(".mz-panel").evaluate((element) => {
      const { display, fontFamily } = globalThis.getComputedStyle(element);
      return { display, isOurs: fontFamily.includes("system-ui") };
    });
    expect(drawn).toEqual({ display: "flex", isOurs: true });
    expect(await findAccessibilityProblems(tab.page, "#artifacts")).toEqual([]);
  });
});
