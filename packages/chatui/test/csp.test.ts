import { expect, it } from "vitest";
import { readHostPage } from "./browser/read-host-page.ts";
import { openScriptPage, type ScriptTab } from "./browser/script-tab.ts";
import { serveScriptPage } from "./browser/serve-script-page.ts";
import { setHostStage } from "./browser/host-stage.ts";
import type { ScriptedChat } from "./scripted-chat.ts";

const stage = setHostStage(serveScriptPage);

/** Through everything that a policy could forbid: code in colours, forms, approvals, artifacts, dialogs. */
async function talk({ tab }: ScriptTab): Promise<void> {
  await tab.open({ mode: "workflow", workflow_name: "HelloWorld", initial_message: "A recipe box" });
  await tab.sees("A few details");
  await tab.page.getByText("my family", { exact: true }).click();
  await tab.page.getByLabel(/weekends/).fill("3");
  await tab.sendForm();
  await tab.sees("Small steps, each one something you can show.");
  await tab.log.locator("[data-colour]").first().waitFor();
  showWork(stage.chatsOf("HelloWorld").at(-1));
  await tab.sees("A long report");
  await tab.button("Approve").waitFor();
  await tab.call("close");
  await tab.call("toggle");
  await tab.overlay.waitFor();
  await tab.button("Make small").click();
  await tab.box.waitFor();
  await tab.say("What is due?");
  await tab.sees("Here is all I know about it.");
}

function showWork(chat: ScriptedChat | undefined): void {
  chat?.append("artifact_created", {
    artifact_id: "art-1",
    artifact_type: "report",
    title: "A long report",
    display: "inline",
    state_ref: "/api/artifacts/art-1?version=1",
    version: 1,
  });
  chat?.append("approval_request", {
    call_id: "call-refund",
    tool: "refund_invoice",
    arguments: { amount: 49.5 },
    arguments_hash: "hash-1",
  });
}

it("needs no more than its own files and its runtime: no violation of CSP, Trusted Types or COEP, no other origin", async () => {
  const page = await openScriptPage(stage, "/late");
  expect(await page.tab.page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  await page.boot({ api: { baseUrl: "" } });
  await talk(page);
  await page.tab.call("shutdown");
  await page.tab.launcher.waitFor({ state: "detached" });
  expect(await page.violations()).toEqual([]);
  const origins = new Set(page.asked.map((address) => new URL(address).host));
  expect([...origins]).toEqual([new URL(stage.server.url).host]);
});

it("leaves the page as it was: nothing listens, nothing is stored, nothing is changed but for the stub", async () => {
  const page = await openScriptPage(stage, "/late");
  await page.tab.page.evaluate(() => {
    document.querySelector<HTMLElement>("#search")?.focus({ preventScroll: true });
    globalThis.scrollTo(0, 120);
  });
  const before = await readHostPage(page.tab.page);
  await page.boot({ api: { baseUrl: "" } });
  await page.tab.launcher.waitFor();
  const { styles, head, body, sheets, title } = await readHostPage(page.tab.page);
  expect({ styles, head, body, sheets, title }).toEqual({
    styles: before.styles,
    head: before.head,
    body: before.body,
    sheets: before.sheets,
    title: before.title,
  });
  await talk(page);
  await page.tab.call("shutdown");
  await page.tab.launcher.waitFor({ state: "detached" });
  expect(await readHostPage(page.tab.page)).toEqual(before);
});
