import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HostTab } from "../../packages/chatui/test/browser/host-tab.ts";
import { openBrowser, openTab } from "../../test/browser/open-browser.ts";
import type { Host } from "../host-broker/start-host.ts";
import { startReactHost } from "./start-react-host.ts";

let browser: Browser;
let host: Host;
let dataFolder: string;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "mozaiks-react-host-"));
  [browser, host] = await Promise.all([openBrowser(), startReactHost({ port: 0, dataFolder })]);
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
  await rm(dataFolder, { recursive: true, force: true });
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  expect(problems).toEqual([]);
});

async function signedInAs(name: string): Promise<HostTab> {
  const { page, problems, context } = await openTab(browser);
  tabs.push({ problems, close: () => context.close() });
  const tab = new HostTab(page, host.url);
  await page.goto(host.url);
  await tab.button(name).click();
  await tab.launcher.waitFor();
  return tab;
}

/** Everything that is computed for the elements of the product, one line each. */
function productStyles(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const own = [...document.querySelectorAll("html, head, body, #acme, #acme *")];
    const isProduct = (element: Element) => element.closest(".mz-root, [data-mozaiks]") === null;
    return own.filter(isProduct).map((element) => {
      const computed = getComputedStyle(element);
      const lines = [...computed].map((name) => `${name}:${computed.getPropertyValue(name)}`);
      return `${element.tagName} ${element.className} ${element.getAttribute("style") ?? ""} ${lines.join(";")}`;
    });
  });
}

describe("Acme Billing", () => {
  it("asks from the bubble, and the answer knows the invoice that is looked at", async () => {
    const tab = await signedInAs("Ann Archer");
    await tab.page.getByRole("row", { name: /Initech/ }).click();
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("What is on this page?");
    await tab.sees("open invoices");
    await tab.sees(/2026-131/);
    expect(await tab.log.innerText()).not.toContain("2026-118");
  });

  it("opens a workflow from its own button: a form, then a letter as an artifact", async () => {
    const tab = await signedInAs("Ann Archer");
    await tab.button("Write a reminder").click();
    await tab.overlay.waitFor();
    await tab.sees("The reminder to Globex");
    await tab.page.getByLabel(/Who signs/).fill("Ann Archer");
    await tab.sendForm();
    await tab.sees("The letter is ready.");
    expect(await tab.overlay.getByText("Reminder to Globex").count()).toBeGreaterThan(0);
  });

  it("lists, renames and deletes chats, whatever workflow they are of", async () => {
    const tab = await signedInAs("Ann Archer");
    await tab.button("Write a reminder").click();
    await tab.sees("The reminder to Globex");
    await tab.overlay.getByRole("button", { name: "New chat" }).first().click();
    await tab
      .button(/^Rename Remind Globex/)
      .first()
      .focus();
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.type("Globex, autumn");
    await tab.page.keyboard.press("Enter");
    await tab.overlay.getByRole("link", { name: /Globex, autumn/ }).waitFor();
    await tab.button("Delete Globex, autumn").focus();
    await tab.page.keyboard.press("Enter");
    await tab.button("Really delete Globex, autumn").focus();
    await tab.page.keyboard.press("Enter");
    await expect.poll(() => tab.overlay.getByRole("link", { name: /Globex, autumn/ }).count()).toBe(0);
  });

  it("keeps its own looks, and none of them reach the chat", async () => {
    const tab = await signedInAs("Ann Archer");
    const before = await productStyles(tab.page);
    await tab.launcher.click();
    await tab.box.waitFor();
    expect(await tab.box.evaluate((box) => getComputedStyle(box).letterSpacing)).toBe("normal");
    expect(await tab.launcher.evaluate((button) => getComputedStyle(button).textTransform)).toBe("none");
    const textSize = await tab.box.evaluate((box) => Number.parseFloat(getComputedStyle(box).fontSize));
    expect(textSize).toBeGreaterThanOrEqual(14);
    await tab.button("Open on the whole screen").click();
    await tab.overlay.waitFor();
    await tab.call("close");
    await tab.overlay.waitFor({ state: "detached" });
    expect(await productStyles(tab.page)).toEqual(before);
  });

  it("leaves nothing of the chat behind when somebody signs out, and the next person sees nothing of it", async () => {
    const tab = await signedInAs("Ann Archer");
    await tab.launcher.click();
    await tab.box.waitFor();
    await tab.say("Ann's secret");
    await tab.sees("Ann's secret");
    await tab.call("close");
    await tab.button("Sign out").click();
    await tab.button("Ben Baker").waitFor();
    expect(await tab.launcher.count()).toBe(0);
    expect(await tab.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await tab.button("Ben Baker").click();
    await tab.launcher.click();
    await tab.box.waitFor();
    expect(await tab.log.innerText()).not.toContain("secret");
    expect(await tab.button("Write a reminder").count()).toBe(0);
  });
});

describe("its session broker", () => {
  async function start(cookie: string | undefined, wanted: object): Promise<[number, Record<string, string>]> {
    const response = await fetch(`${host.url}/api/workflows/start`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(cookie !== undefined && { cookie }) },
      body: JSON.stringify(wanted),
    });
    return [response.status, (await response.json()) as Record<string, string>];
  }

  async function cookieOf(user_id: string): Promise<string> {
    const body = JSON.stringify({ user_id });
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${host.url}/sign-in`, { method: "POST", headers, body });
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  }

  it("gives nobody a token who is not signed in, or whose plan is without the workflow", async () => {
    expect((await start(undefined, { workflow_name: "ask" }))[0]).toBe(401);
    expect((await start("acme_session=guessed", { workflow_name: "ask" }))[0]).toBe(401);
    const [status, answer] = await start(await cookieOf("ben"), { workflow_name: "PaymentReminder" });
    expect([status, answer["runtime_token"]]).toEqual([402, undefined]);
  });

  it("gives a token for a new chat, which the runtime takes for nobody else's", async () => {
    const [, ann] = await start(await cookieOf("ann"), { workflow_name: "paymentreminder" });
    expect(ann).toMatchObject({ workflow_name: "PaymentReminder", chat_id: expect.stringMatching(/^chat_/) });
    const open = (token = "") =>
      fetch(`${host.runtimeUrl}/api/sessions`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ workflow_id: "PaymentReminder" }),
      });
    expect((await open(ann["runtime_token"])).status).toBe(201);
    const [, ben] = await start(await cookieOf("ben"), { workflow_name: "ask", chat_id: ann["chat_id"] });
    const answer = await fetch(`${host.runtimeUrl}/api/sessions/${ann["chat_id"]}`, {
      headers: { authorization: `Bearer ${ben["runtime_token"]}` },
    });
    expect(answer.status).toBe(404);
  });
});
