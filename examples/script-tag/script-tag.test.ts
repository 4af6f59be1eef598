import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HostTab } from "../../packages/chatui/test/browser/host-tab.ts";
import { openBrowser, openTab } from "../../test/browser/open-browser.ts";
import type { Host } from "../host-broker/start-host.ts";
import { startScriptTagHost } from "./start-script-tag-host.ts";

let browser: Browser;
let host: Host;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "mozaiks-script-tag-"));
  [browser, host] = await Promise.all([openBrowser(), startScriptTagHost({ port: 0, dataFolder })]);
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
  await rm(dataFolder, { recursive: true, force: true });
});

it("has a chat for whoever is signed in, under the strictest policy, and none for whoever has left", async () => {
  const { page, problems, context } = await openTab(browser);
  const tab = new HostTab(page, host.url);
  await page.goto(host.url);
  await tab.button("Mia Moss").click();
  await page.locator("[data-ask]").click();
  await tab.box.waitFor();
  await tab.say("Show me what an answer can look like");
  await tab.sees("Answers are Markdown");
  await tab.call("close");
  await tab.button("Plan a bed").click();
  await tab.sees("How many weekends do you have?");
  await tab.sendForm();
  await tab.sees("Small steps, each one something you can show.");
  await page.reload();
  await tab.button("Ask the gardener").last().click();
  await tab.sees("Small steps, each one something you can show.");
  await tab.call("close");
  await tab.button("Sign out").click();
  await tab.button("Noah Nettle").click();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(await tab.open({ mode: "workflow", workflow_name: "HelloWorld" })).toHaveProperty("code");
  expect(problems).toEqual([]);
  await context.close();
});
