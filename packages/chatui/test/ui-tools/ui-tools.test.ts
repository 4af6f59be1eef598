import type { JsonObject } from "@mozaiks/contracts/fold";
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ChatTab } from "../browser/chat-tab.ts";
import { findAccessibilityProblems } from "../../../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab, type TabOptions } from "../../../../test/browser/open-browser.ts";
import type { ScriptedServer } from "../scripted-server.ts";
import { coreSamples } from "./core-samples.ts";
import { showTool, startToolServer } from "./tool-server.ts";

let browser: Browser;
let server: ScriptedServer;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startToolServer();
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  server.chats.clear();
  expect(problems).toEqual([]);
});

const chat = () => server.chat("chat-tools", "Tools");
const sent = () => chat().received.filter(({ type }) => type === "ui_tool_response");

async function open(options: TabOptions = {}): Promise<{ tab: ChatTab; card: Locator }> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  await page.goto(`${server.url}/?chat=chat-tools&workflow=Tools`);
  return { tab: new ChatTab(page, server.url), card: page.locator(".mz-request").last() };
}

function sampleOf(component: string): JsonObject {
  return coreSamples.find((sample) => sample.component === component)?.payload ?? {};
}

async function show(component: string, payload = sampleOf(component), options: TabOptions = {}) {
  showTool(chat(), "call-1", component, payload);
  const opened = await open(options);
  await opened.card.waitFor();
  await opened.card.locator(".mz-tool-skeleton").waitFor({ state: "detached" });
  return opened;
}

const press = (card: Locator, name: string) => card.getByRole("button", { name, exact: true }).click();

/** The simplest way through each component, what is sent, and what is shown of it afterwards. */
const ways: readonly (readonly [string, (card: Locator) => Promise<void>, unknown, string])[] = [
  ["core.markdown", (card) => press(card, "Continue"), { acknowledged: true }, "answered"],
  [
    "core.form",
    async (card) => {
      await press(card, "Next");
      await card.getByText("Team", { exact: true }).click();
      await card.getByLabel("Seats").fill("4");
      await press(card, "Send");
    },
    { name: "Ada Lovelace", plan: "Team", seats: 4, tags: [] },
    "Ada Lovelace",
  ],
  [
    "core.table",
    async (card) => {
      await card.getByRole("button", { name: "Amount" }).click();
      await card.getByRole("button", { name: "Amount" }).click();
      await card.getByRole("checkbox").first().check();
      await press(card, "Next page");
      await card.getByRole("checkbox").first().check();
      await press(card, "Send");
    },
    { selected: ["inv-23", "inv-13"] },
    "Steel Works, Paper & Co",
  ],
  [
    "core.list",
    async (card) => {
      await press(card, "Send");
      await card.getByText("Choose at least 1").waitFor();
      await card.getByRole("radio", { name: /screens/ }).check();
      await press(card, "Send");
    },
    { selected: "screens" },
    "The screens",
  ],
  [
    "core.card",
    async (card) => {
      for (const box of await card.getByRole("checkbox").all()) await box.check();
      await press(card, "Send");
      await card.getByText("Choose at most 2").waitFor();
      await card.getByRole("checkbox", { name: /Attic/ }).uncheck();
      await press(card, "Send");
    },
    { selected: [1, 3] },
    "Garden room, Suite",
  ],
  [
    "core.chart",
    async (card) => {
      await card.getByText("Show the numbers").click();
      await card.getByRole("cell", { name: "1,850" }).waitFor();
      await press(card, "Continue");
    },
    { acknowledged: true },
    "answered",
  ],
  ["core.code", (card) => press(card, "Continue"), { acknowledged: true }, "answered"],
  [
    "core.diff",
    async (card) => {
      await card.getByText("14", { exact: true }).waitFor();
      await card.getByRole("radio", { name: "One column" }).check({ force: true });
      await press(card, "Accept");
    },
    { accepted: true },
    "Yes",
  ],
  [
    "core.file-tree",
    async (card) => {
      await card.getByRole("treeitem", { name: /app\.ts/ }).press("ArrowDown");
      await card.getByRole("treeitem", { name: /old\.js/ }).press("End");
      await card.getByRole("treeitem", { name: /README/ }).press("Enter");
      await card.getByText("# App").waitFor();
      await press(card, "Continue");
    },
    { acknowledged: true },
    "answered",
  ],
  ["core.progress", (card) => press(card, "Continue"), { acknowledged: true }, "answered"],
  ["core.confirm", (card) => press(card, "Yes"), { confirmed: true }, "Yes"],
  [
    "core.image",
    async (card) => {
      await press(card, "Enlarge Calm");
      await card.page().getByRole("dialog").getByRole("button", { name: "Close" }).click();
      await card.getByRole("radio", { name: /red field/ }).check();
      await press(card, "Send");
    },
    { selected: "b" },
    "Loud",
  ],
  ["core.steps", (card) => press(card, "Continue"), { acknowledged: true }, "answered"],
];

describe("the chat's own components", () => {
  it.each(ways)(
    "%s is answered, and what was answered stays to be seen",
    async (component, answer, response, shown) => {
      const { card } = await show(component);
      expect(await findAccessibilityProblems(card.page())).toEqual([]);
      await answer(card);
      await card.page().locator("[data-status=answered]").getByText(shown).first().waitFor();
      expect(sent().map((message) => message["response"])).toEqual([response]);
    },
  );

  it("are all tried", () => {
    expect(ways.map(([component]) => component).sort()).toEqual(coreSamples.map(({ component }) => component).sort());
  });

  it("put things in order by keyboard", async () => {
    const { card } = await show("core.list", { title: "Order", choose: "rank", items: ["one", "two", "three"] });
    await card.getByRole("button", { name: "Move three up" }).press("Enter");
    await expect
      .poll(() => card.page().evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("Move three up");
    await card.page().keyboard.press("Enter");
    await press(card, "Send");
    await expect.poll(() => sent()[0]?.["response"]).toEqual({ ranking: ["three", "one", "two"] });
  });

  it.each(["core.list", "core.card", "core.table", "core.chart", "core.file-tree", "core.image", "core.steps"])(
    "%s says so when there is nothing to show",
    async (component) => {
      const nothing = {
        items: [],
        cards: [],
        rows: [],
        labels: [],
        series: [],
        files: [],
        images: [],
        steps: [],
        type: "bar",
      };
      const { card } = await show(component, nothing);
      expect(await card.locator(".mz-empty").innerText()).toMatch(/^There (?:is|are) no/);
    },
  );

  it.each(coreSamples)("$component fits on 320 px, from right to left", async ({ component, payload }) => {
    const { tab, card } = await show(component, payload, { viewport: { width: 320, height: 800 } });
    await card
      .page()
      .locator("html")
      .evaluate((html) => html.setAttribute("dir", "rtl"));
    expect(await tab.overflows()).toBe(false);
  });
});

describe("a request", () => {
  it("keeps a half-filled form over a reload, and forgets it when another tab has answered", async () => {
    const { card, tab } = await show("core.form");
    await card.getByLabel("Email").fill("ada@");
    await tab.page.reload();
    await expect.poll(() => card.getByLabel("Email").inputValue()).toBe("ada@");
    const drafts = () =>
      tab.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("mozaiks.draft")));
    expect(await drafts()).not.toEqual([]);
    const other = await open();
    await press(other.card, "Next");
    await press(other.card, "Send");
    await tab.page.locator("[data-status=answered]").waitFor();
    await expect.poll(drafts).toEqual([]);
  });

  it("is answered once, however often the button is pressed", async () => {
    const { card } = await show("core.confirm");
    await card.getByRole("button", { name: "Yes" }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await card.page().locator("[data-status=answered]").waitFor();
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ["timeout", "expired"],
    ["dismissed", "skipped"],
  ] as const)("that ends with %s says so", async (status, shown) => {
    const { card } = await show("core.confirm");
    chat().append("tool_result", { call_id: "call-1", name: "ask", status, duration_ms: 1 });
    await expect.poll(() => card.innerText()).toContain(shown);
  });

  it("counts down while it is open", async () => {
    showTool(
      chat(),
      "call-1",
      "core.confirm",
      { title: "Quick?" },
      { expires_at: new Date(Date.now() + 90_000).toISOString() },
    );
    const { card } = await open();
    await expect.poll(() => card.innerText()).toMatch(/Open for another 1:\d\d/);
  });

  it("whose payload cannot be shown says what is wrong with it, shows it and can be answered", async () => {
    const { card } = await show("core.table", { rows: [{ a: 1 }, "x"] });
    await card.getByText("The agent sent core.table something that it cannot show.").waitFor();
    await card.getByText("Rows › 2:").waitFor();
    expect(await findAccessibilityProblems(card.page())).toEqual([]);
    await card.getByLabel("Your answer, as JSON").fill('{"selected":[1]}');
    await press(card, "Send");
    await expect.poll(() => sent()[0]?.["response"]).toEqual({ selected: [1] });
  });

  it("of a component that this page does not have shows its payload", async () => {
    const { card } = await show("acme.picker", { question: "Which seat?" });
    await expect.poll(() => card.innerText()).toMatch(/This page has no component acme.picker[\s\S]*"Which seat\?"/);
  });
});

describe("arguments that are still written", () => {
  it("are shown as far as they are there", async () => {
    const { tab } = await open();
    await tab.box.waitFor();
    await expect.poll(() => chat().sockets.size).toBe(1);
    chat().append("run_started", { cause: "user_message" });
    const text = '{"title":"Plan","content":"First **this**, th';
    const delta = (offset: number, piece: string) =>
      chat().show("tool_call_delta", {
        call_id: "call-2",
        agent: "Ada",
        name: "read_plan",
        component: "core.markdown",
        epoch: 1,
        offset,
        text: piece,
      });
    delta(0, text);
    await tab.page.getByRole("heading", { name: "Plan" }).waitFor();
    await tab.page.getByText("First this, th", { exact: true }).waitFor();
    delta(text.length, 'en that"}');
    await tab.page.getByText("First this, then that").waitFor();
    chat().append("tool_call", { call_id: "call-2", agent: "Ada", name: "read_plan", kind: "ui" });
    showTool(chat(), "call-2", "core.markdown", { title: "Plan", content: "First **this**, then that" });
    await tab.page.getByRole("button", { name: "Continue" }).click();
    await expect.poll(() => sent()[0]?.["response"]).toEqual({ acknowledged: true });
  });

  it("are followed by the request also when its component comes while its card is put up", async () => {
    const { tab, card } = await open();
    const { page } = tab;
    await tab.box.waitFor();
    await expect.poll(() => chat().sockets.size).toBe(1);
    const component = Promise.withResolvers<void>();
    await page.route(/\/confirm-tool-/, async (route) => {
      await component.promise;
      await route.continue();
    });
    const asked = page.waitForRequest(/\/confirm-tool-/);
    const call = { call_id: "call-3", agent: "Ada", name: "ask" };
    chat().append("run_started", { cause: "user_message" });
    chat().show("tool_call_delta", {
      ...call,
      component: "core.confirm",
      epoch: 1,
      offset: 0,
      text: '{"title":"Sure?"',
    });
    await asked;
    const cardCode = page.waitForResponse(/\/request-row-/);
    chat().append("tool_call", { ...call, kind: "ui" });
    showTool(chat(), "call-3", "core.confirm", { title: "Sure?" });
    await (await cardCode).finished();
    component.resolve();
    await press(card, "Yes");
    await expect.poll(() => sent()[0]?.["response"]).toEqual({ confirmed: true });
  });
});
