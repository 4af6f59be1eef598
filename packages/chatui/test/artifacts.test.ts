import type { Json } from "@mozaiks/contracts/fold";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../../cli/src/page.ts";
import { ArtifactTab } from "./browser/artifact-tab.ts";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab, type TabOptions } from "../../../test/browser/open-browser.ts";
import type { ScriptedChat } from "./scripted-chat.ts";
import { startScriptedServer, type ScriptedServer, type ScriptedWorkflow } from "./scripted-server.ts";

const workflow: ScriptedWorkflow = {
  card: {
    workflow_id: "Studio",
    version: "1",
    title: "Studio",
    agents: [{ name: "Ada", display_name: "Ada" }],
    suggestions: [],
    artifact_actions: { note: ["update_state"] },
  },
  description: "Makes things.",
  script: () => undefined,
};

let browser: Browser;
let server: ScriptedServer;
let previews = 0;
const previewPage = "<!doctype html><title>P</title><p>Inside</p>";
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

/** Previews, and what they show: the scripted server knows neither. */
function answerPreview(path: string): Response | undefined {
  if (path === "/api/artifacts/site/preview") {
    previews += 1;
    const expires_at = new Date(Date.now() + 600_000).toISOString();
    return Response.json({ url: `/api/artifacts/site/preview/t${previews}/`, version: 1, expires_at }, { status: 201 });
  }
  if (!path.startsWith("/api/artifacts/site/preview/")) return undefined;
  return new Response(previewPage, { headers: { "content-type": "text/html" } });
}

beforeAll(async () => {
  browser = await openBrowser();
  const page = await openPage();
  server = await startScriptedServer([workflow], (path) => page(path) ?? answerPreview(path));
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  server.chats.clear();
  server.requests.length = 0;
  expect(problems).toEqual([]);
});

const studio = (): ScriptedChat => server.chat("chat-studio", "Studio");

async function open(rest = "", options: TabOptions = {}): Promise<ArtifactTab> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  const tab = new ArtifactTab(page, server.url);
  await page.goto(`${server.url}/?chat=chat-studio&workflow=Studio${rest}`);
  await page.getByRole("heading", { name: "Studio", level: 1, includeHidden: true }).waitFor({ state: "attached" });
  return tab;
}

function make(artifact_id: string, state: Json, artifact_type = artifact_id): void {
  const title = `The ${artifact_id}`;
  studio().append("artifact_created", { artifact_id, artifact_type, title, display: "artifact", state, version: 1 });
}

const site = { files: { "index.html": "<p>Inside</p>\n", "src/app.ts": "const a = 1;\n", "notes.md": "# Notes\n" } };
const longFile = Array.from({ length: 5_000 }, (_, index) => `export const value${index} = ${index};`).join("\n");
const phone = { viewport: { width: 320, height: 640 } };

describe("beside the chat", () => {
  it("an artifact opens as it is made, does not take the place of another, and is found in the list", async () => {
    const chat = await open();
    make("note", { body: "Buy **tea**" });
    await chat.panel.getByText("tea").waitFor();
    make("table", [{ tea: "Green", price: 4 }]);
    await chat.log.getByRole("button", { name: "The table" }).waitFor();
    expect(await chat.panel.getByRole("heading", { name: "The note" }).count()).toBe(1);
    await chat.panel.getByRole("button", { name: "All artifacts" }).click();
    await chat.panel.getByRole("button", { name: "The table" }).click();
    await chat.panel.getByRole("cell", { name: "Green" }).waitFor();
    await chat.page.goBack();
    await chat.panel.getByRole("list").waitFor();
  });

  it("a link opens the version it names, and a version that an agent asks to see takes the place", async () => {
    make("note", "One");
    make("other", "Other");
    studio().append("artifact_updated", {
      artifact_id: "note",
      version: 2,
      patch: [{ op: "replace", path: "", value: "Two" }],
    });
    const detail = { artifact_id: "note", version: 1, state: "One" };
    server.states.set("/api/artifacts/note?chat_id=chat-studio&version=1", [200, detail]);
    const chat = await open("#artifact=note&version=1");
    await chat.panel.getByText("You see version 1 of 2.").waitFor();
    await chat.panel.getByRole("tabpanel").getByText("One", { exact: true }).waitFor();
    await chat.panel.getByRole("button", { name: "Show the newest" }).click();
    await chat.panel.getByRole("tabpanel").getByText("Two", { exact: true }).waitFor();
    expect(new URL(chat.page.url()).hash).toBe("#artifact=note");
    studio().append("navigate", { workflow_id: "Studio", artifact_id: "other" });
    await chat.panel.getByRole("heading", { name: "The other" }).waitFor();
  });

  it("what is not there is said, with what there is", async () => {
    make("note", "One");
    const chat = await open("#artifact=gone");
    await chat.panel.getByText("This artifact is not in this chat").waitFor();
    await chat.panel.getByRole("button", { name: "The note" }).waitFor();
    expect(await findAccessibilityProblems(chat.page)).toEqual([]);
  });

  it("the width is changed by keys and by pointer and remembered; small and alone keep where one was reading", async () => {
    make("note", { body: Array.from({ length: 80 }, (_, index) => `Paragraph ${index}.`).join("\n\n") });
    const chat = await open("#artifact=note");
    const line = chat.page.getByRole("separator", { name: "Width of the artifact" });
    await line.focus();
    await line.press("ArrowLeft");
    expect(await line.getAttribute("aria-valuenow")).toBe("60");
    await line.press("Home");
    expect(await line.getAttribute("aria-valuenow")).toBe("25");
    const box = await line.boundingBox();
    const [x, y] = [box?.x ?? 0, (box?.y ?? 0) + 300];
    await chat.page.mouse.move(x, y);
    await chat.page.mouse.down();
    await chat.page.mouse.move(x - 200, y, { steps: 4 });
    await chat.page.mouse.up();
    const width = Number(await line.getAttribute("aria-valuenow"));
    expect(width).toBeGreaterThan(35);
    const scroller = chat.panel.locator(".mz-panel-scroller");
    await scroller.evaluate((element) => element.scrollTo({ top: 900 }));
    await chat.panel.getByRole("button", { name: "Only the artifact" }).click();
    await chat.page.getByRole("log").waitFor({ state: "hidden" });
    await chat.panel.getByRole("button", { name: "Beside the chat" }).click();
    await chat.page.getByRole("log").waitFor();
    await chat.panel.getByRole("button", { name: "Make small" }).click();
    await chat.page.getByRole("button", { name: "Open The note" }).click();
    await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(900);
    await chat.page.reload();
    expect(Number(await line.getAttribute("aria-valuenow"))).toBe(width);
  });

  it("a question for beside the chat is asked there, and its answer closes it", async () => {
    const chat = await open();
    studio().append("ui_tool_request", {
      call_id: "call-1",
      agent: "Ada",
      component: "core.confirm",
      display: "artifact",
      payload: { title: "Ship it?", message: "To everybody." },
      awaiting_response: true,
    });
    await chat.panel.getByText("To everybody.").waitFor();
    await chat.log.getByRole("button", { name: "Ship it? waits for you" }).waitFor();
    expect(await findAccessibilityProblems(chat.page)).toEqual([]);
    await chat.panel.locator(".mz-request button.mz-primary").click();
    await expect.poll(() => studio().received.at(-1)).toMatchObject({ type: "ui_tool_response", call_id: "call-1" });
    await chat.log.getByText("Ship it?").waitFor();
  });
});

describe("files", () => {
  it("are moved through by keyboard, and each keeps where one was reading", async () => {
    make("site", { files: { ...site.files, "src/long.ts": longFile } });
    const chat = await open("#artifact=site");
    await chat.panel.getByRole("treeitem", { name: "index.html" }).focus();
    await chat.page.keyboard.press("Home");
    await chat.page.keyboard.press("ArrowLeft");
    await chat.panel.getByRole("treeitem", { name: "app.ts" }).waitFor({ state: "detached" });
    await chat.page.keyboard.press("ArrowRight");
    await chat.page.keyboard.press("ArrowRight");
    await chat.page.keyboard.press("ArrowDown");
    await chat.page.keyboard.press("Enter");
    const code = chat.panel.getByRole("region", { name: "Code of src/long.ts" });
    await code.evaluate((element) => element.scrollTo({ top: 60_000 }));
    await code.getByText("value2900 ").waitFor();
    expect(await chat.page.locator(".mz-panel *").count()).toBeLessThan(2_500);
    await code.locator("[data-colour=keyword]").first().waitFor();
    await chat.panel.getByRole("treeitem", { name: "notes.md" }).click();
    await chat.panel.getByRole("heading", { name: "Notes" }).waitFor();
    await chat.panel.getByRole("treeitem", { name: "long.ts" }).click();
    await code.getByText("value2900 ").waitFor();
    expect(await findAccessibilityProblems(chat.page)).toEqual([]);
  });

  it("grow before one's eyes while others can be read, however long they are", async () => {
    make("site", site);
    const chat = await open("#artifact=site");
    const call = { call_id: "call-w", agent: "Ada", name: "write_file", epoch: 1 };
    const json = JSON.stringify({ path: "src/long.ts", content: longFile });
    let offset = 0;
    const write = (length: number): void => {
      studio().show("tool_call_delta", { ...call, offset, text: json.slice(offset, offset + length) });
      offset += length;
    };
    write(2_000);
    const code = chat.panel.getByRole("region", { name: "Code of src/long.ts" });
    await code.getByText("value10 ").waitFor();
    await chat.panel.getByText("being written").first().waitFor();
    await chat.panel.getByRole("treeitem", { name: "app.ts" }).click();
    await chat.panel.getByRole("region", { name: "Code of src/app.ts" }).getByText("const").waitFor();
    while (offset < json.length - 4_000) write(2_000);
    await chat.panel.getByRole("treeitem", { name: "long.ts" }).click();
    const lastWritten = () =>
      json
        .slice(0, offset)
        .match(/value\d+ /g)
        ?.at(-1) ?? "";
    const fromEnd = () => code.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await expect.poll(fromEnd).toBeLessThan(40);
    await code.getByText(lastWritten()).waitFor();
    write(1_000);
    await code.getByText(lastWritten()).waitFor();
    await expect.poll(fromEnd).toBeLessThan(40);
    expect(await chat.panel.getByRole("treeitem", { name: "app.ts" }).count()).toBe(1);
  });
});

describe("a preview", () => {
  it("is a frame without rights that is asked for anew when its address ends", async () => {
    make("site", site);
    const { page, problems, context } = await openTab(browser);
    tabs.push({ problems, close: () => context.close() });
    await page.clock.install();
    const chat = new ArtifactTab(page, server.url);
    await page.goto(`${server.url}/?chat=chat-studio&workflow=Studio#artifact=site`);
    await chat.tab("Preview");
    const frame = page.locator("iframe");
    await page.frameLocator("iframe").getByText("Inside").waitFor();
    expect(await frame.getAttribute("sandbox")).toBe("allow-scripts");
    const first = await frame.getAttribute("src");
    await page.clock.fastForward(575_000);
    await expect.poll(() => frame.getAttribute("src")).not.toBe(first);
  });

  it("says what a page must allow when it is blocked", async () => {
    make("site", site);
    const chat = await open("#artifact=site");
    await chat.page.route("**/api/artifacts/site/preview?*", (route) => {
      const expires_at = new Date(Date.now() + 600_000).toISOString();
      return route.fulfill({ json: { url: "http://elsewhere.invalid/p/", version: 1, expires_at } });
    });
    await chat.tab("Preview");
    await chat.panel.getByText("The preview cannot be shown in this page").waitFor();
    await chat.panel.getByText("http://elsewhere.invalid").waitFor();
    const link = chat.panel.getByRole("link", { name: "Open in a new tab" });
    expect(await link.getAttribute("href")).toBe("http://elsewhere.invalid/p/");
    tabs.at(-1)?.problems.splice(0);
  });
});

describe("on a phone", () => {
  it("artifacts come as a strip, open as a drawer, and the focus goes back to what opened it", async () => {
    const chat = await open("", phone);
    make("note", { body: "Buy **tea**" });
    await chat.page.getByRole("button", { name: "Open The note" }).waitFor();
    await chat.picture("artifact-phone-strip");
    await chat.log.getByRole("button", { name: "The note" }).click();
    const drawer = chat.page.getByRole("dialog", { name: "Beside the chat" });
    await drawer.getByText("tea").waitFor();
    const low = (await drawer.boundingBox())?.height ?? 0;
    await drawer.getByRole("button", { name: "Make tall" }).click();
    await expect.poll(async () => (await drawer.boundingBox())?.height ?? 0).toBeGreaterThan(low + 100);
    expect((await drawer.boundingBox())?.height).toBeLessThan(640);
    expect(await chat.overflows()).toBe(false);
    expect(await findAccessibilityProblems(chat.page)).toEqual([]);
    await chat.picture("artifact-phone-drawer");
    await chat.page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await expect.poll(() => chat.page.evaluate(() => document.activeElement?.textContent)).toContain("The note");
  });

  it.each(["dark", "light"] as const)(
    "files and changes fit in 320 pixels, from right to left, %s",
    async (colorScheme) => {
      make("site", site);
      const value = "const b = 'a line that is much too long for a screen as narrow as this one is';\n";
      studio().append("artifact_updated", {
        artifact_id: "site",
        version: 2,
        patch: [{ op: "replace", path: "/files/src~1app.ts", value }],
      });
      const detail = { artifact_id: "site", version: 1, state: site };
      server.states.set("/api/artifacts/site?chat_id=chat-studio&version=1", [200, detail]);
      const chat = await open("#artifact=site", { ...phone, colorScheme });
      await chat.page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      await chat.panel.getByRole("button", { name: /Show files/ }).click();
      await chat.picture(`artifact-phone-tree-${colorScheme}`);
      await chat.panel.getByRole("treeitem", { name: "app.ts" }).click();
      await chat.panel.getByRole("region", { name: "Code of src/app.ts" }).waitFor();
      expect(await findAccessibilityProblems(chat.page)).toEqual([]);
      await chat.tab("Changes");
      await chat.panel.getByText("1 line added, 1 removed").waitFor();
      await chat.panel.getByRole("button", { name: "Side by side" }).click();
      expect(await findAccessibilityProblems(chat.page)).toEqual([]);
      expect(await chat.overflows()).toBe(false);
      await chat.picture(`artifact-phone-changes-${colorScheme}`);
    },
  );
});
