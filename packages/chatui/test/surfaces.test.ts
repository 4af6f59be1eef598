import { describe, expect, it } from "vitest";
import type { HostTab } from "./browser/host-tab.ts";
import { setHostStage } from "./browser/host-stage.ts";

const stage = setHostStage();

describe("from the bubble to the overlay and back", () => {
  it("asks nothing of the network before it is opened", async () => {
    const tab = await stage.started();
    expect(stage.server.requests.filter((request) => /api|dev/.test(request))).toEqual([]);
    expect(await tab.launcher.getAttribute("aria-expanded")).toBe("false");
    expect(await tab.launcher.getAttribute("aria-haspopup")).toBe("dialog");
    await tab.launcher.click();
    await tab.box.waitFor();
    expect(await tab.launcher.getAttribute("aria-expanded")).toBe("true");
  });

  it("keeps a chat of each mode alive on a socket of its own", async () => {
    const tab = await stage.started();
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("What is due?");
    await tab.sees("Here is all I know about it.");
    await tab.button("Open on the whole screen").click();
    await tab.overlay.waitFor();
    await tab.sees("Here is all I know about it.");
    await tab.mode("Workflows").click();
    await tab.overlay.locator(".mz-workflow").filter({ hasText: "Hello, World" }).click();
    await tab.box.waitFor();
    stage.gate.holdAt("I like it");
    await tab.say("A recipe box");
    await tab.sees("I like it");
    await tab.mode("Ask").click();
    await tab.sees("Here is all I know about it.");
    stage.gate.open();
    await expect.poll(() => stage.chatsOf("HelloWorld")[0]?.view.status).toBe("paused");
    await tab.mode("Workflows").click();
    await tab.sees("A few details");
    await tab.button("Make small").click();
    await tab.widget.waitFor();
    await tab.sees("Here is all I know about it.");
    expect(stage.server.connects).toHaveLength(2);
    expect(stage.server.chats.size).toBe(2);
  });

  it("offers no workflow for what Ask mode is for", async () => {
    const tab = await stage.started();
    await tab.button("Workflows").click();
    await tab.overlay.locator(".mz-workflow").first().waitFor();
    expect(await tab.overlay.locator(".mz-workflow-title").allInnerTexts()).not.toContain("Ask Acme");
  });

  it("counts on the bubble what was said meanwhile, until somebody looks", async () => {
    const tab = await stage.started();
    await tab.launcher.click();
    await tab.box.waitFor();
    stage.gate.holdAt("You asked");
    await tab.say("What is due?");
    await tab.sees("You asked");
    await tab.button("Close the chat").click();
    await tab.widget.waitFor({ state: "detached" });
    stage.gate.open();
    await tab.page.locator(".mz-badge").getByText("1").waitFor();
    expect(await tab.launcher.getAttribute("aria-label")).toBe("Open the chat (1 unread message)");
    await tab.page.locator("output").first().getByText("1").waitFor();
    await tab.launcher.click();
    await tab.page.locator(".mz-badge").waitFor({ state: "detached" });
  });

  it("goes on with the same chat after a reload", async () => {
    const tab = await stage.started();
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("What is due?");
    await tab.sees("Here is all I know about it.");
    await tab.start();
    await tab.launcher.click();
    await tab.sees("Here is all I know about it.");
    expect(stage.server.chats.size).toBe(1);
  });

  it("begins anew where the chat was deleted elsewhere meanwhile", async () => {
    const tab = await stage.started();
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("What is due?");
    await tab.sees("Here is all I know about it.");
    await tab.visit();
    stage.server.chats.clear();
    stage.server.refuseNext(4404);
    await tab.mount();
    await tab.launcher.click();
    await tab.page.getByRole("heading", { name: "Ask Acme" }).first().waitFor();
    await expect.poll(() => tab.log.innerText()).not.toContain("What is due?");
    await tab.say("And now?");
    await tab.sees("You asked: And now?");
  });

  it("tells the assistant which page is looked at, and a workflow nothing", async () => {
    const tab = await stage.started();
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("First");
    await tab.sees("First");
    await tab.button("Customers").click();
    await tab.say("Second");
    await expect
      .poll(() => stage.chatsOf("ask")[0]?.received.map((message) => message["context"]))
      .toEqual([
        { page: "invoices", invoice_id: 118 },
        { page: "customers", invoice_id: 118 },
      ]);
    await tab.open({ mode: "workflow", workflow_name: "HelloWorld", initial_message: "A recipe box" });
    await expect.poll(() => stage.chatsOf("HelloWorld")[0]?.received[0]).toMatchObject({ content: "A recipe box" });
    expect(stage.chatsOf("HelloWorld")[0]?.received[0]).not.toHaveProperty("context");
  });

  it("says that a part of it could not be loaded, leaves the page alone, and tries again", async () => {
    const tab = await stage.started();
    stage.server.away = true;
    await tab.launcher.click();
    await tab.page.getByRole("alertdialog", { name: "The chat could not be shown" }).waitFor();
    expect(await tab.focused()).toBe("button Try again");
    expect(await tab.button("Customers").isVisible()).toBe(true);
    stage.server.away = false;
    await tab.page.keyboard.press("Enter");
    await tab.box.waitFor();
    stage.forgive();
  });

  it("says why a chat cannot be opened, and tries again", async () => {
    const tab = await stage.started();
    // The parts of the chat itself still come.
    await tab.page.route("**/dev/token", (route) => route.abort());
    await tab.launcher.click();
    await tab.widget.getByText("The server cannot be reached").waitFor();
    await tab.page.unroute("**/dev/token");
    await tab.button("Try again").click();
    await tab.box.waitFor();
    expect(await tab.widget.getByText("The server cannot be reached").count()).toBe(0);
  });
});

describe("earlier chats", () => {
  async function withChat(): Promise<HostTab> {
    const tab = await stage.started();
    await tab.open({ mode: "workflow", workflow_name: "HelloWorld", initial_message: "A recipe box" });
    await tab.sees("A few details");
    await tab.overlay.getByRole("button", { name: "New chat" }).first().click();
    await tab.overlay.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    return tab;
  }

  it("go on where they were", async () => {
    const tab = await withChat();
    await tab.overlay.getByRole("link", { name: /A recipe box/ }).click();
    await tab.sees("A few details");
    expect(stage.server.connects).toHaveLength(1);
  });

  it("are renamed", async () => {
    const tab = await withChat();
    await tab.button("Rename A recipe box").focus();
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.type("Grandma's recipes");
    await tab.page.keyboard.press("Enter");
    await tab.overlay.getByRole("link", { name: /Grandma's recipes/ }).waitFor();
    expect(await tab.focused()).toBe("button Rename Grandma's recipes");
  });

  it("keep their name when renaming is given up, and the overlay stays", async () => {
    const tab = await withChat();
    await tab.button("Rename A recipe box").focus();
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.type("Something else");
    await tab.page.keyboard.press("Escape");
    expect(await tab.focused()).toBe("button Rename A recipe box");
    expect(await tab.overlay.isVisible()).toBe(true);
  });

  it("are deleted, the one that is open too", async () => {
    const tab = await withChat();
    await tab.overlay.getByRole("link", { name: /A recipe box/ }).click();
    await tab.sees("A few details");
    await tab.button("Delete A recipe box").click();
    await tab.button("Really delete A recipe box").click();
    await tab.overlay.getByRole("heading", { name: "What shall we work on?" }).waitFor();
    await tab.overlay.getByText("Your chats will be listed here.").waitFor();
    expect(stage.server.chats.size).toBe(0);
  });

  it("show the steps of a journey, each a way back", async () => {
    const tab = await stage.started();
    await tab.record();
    await tab.open({ mode: "workflow", workflow_name: "ValueEngine", initial_message: "Go" });
    await tab.overlay
      .getByRole("button", { name: /Support triage|Continue|Go on/i })
      .last()
      .click();
    const steps = tab.overlay.getByRole("navigation", { name: "Steps of this journey" });
    await steps.waitFor();
    expect(await steps.getByRole("listitem").allInnerTexts()).toEqual(["Value engine", "Support triage"]);
    expect(await tab.recorded("navigate")).toEqual([{ workflow_name: "SupportTriage", chat_id: "chat-next" }]);
    await steps.getByRole("button").click();
    await steps.waitFor({ state: "detached" });
  });
});
