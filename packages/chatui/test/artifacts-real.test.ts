import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { repository, startMozaiks, stopMozaiks, type MozaiksChild } from "../../cli/test/mozaiks-process.ts";
import { ArtifactTab } from "./browser/artifact-tab.ts";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab, type TabOptions } from "../../../test/browser/open-browser.ts";

let browser: Browser;
let folder: string;
let child: MozaiksChild | undefined;
let url: string;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "mozaiks-artifacts-"));
  const workflows = join(repository, "examples", "artifact", "workflows");
  ({ child, url } = await startMozaiks(["dev", workflows, "--data", folder], { cwd: repository }));
});
afterAll(async () => {
  await browser.close();
  if (child) await stopMozaiks(child);
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  // Chromium does not know every directive of the preview's policy; others do.
  const problems = tabs.flatMap((tab) => tab.problems).filter((text) => !text.includes("directive 'webrtc'"));
  for (const tab of tabs.splice(0)) await tab.close();
  expect(problems).toEqual([]);
});

async function tab(options: TabOptions = {}): Promise<ArtifactTab> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  return new ArtifactTab(page, url);
}

describe("artifacts on the real runtime", () => {
  it("a page comes into being beside the chat: versions, changes, preview, files and all of them as an archive", async () => {
    const chat = await tab();
    await chat.begin(/Landing page/);
    await chat.say("A tea house by the river");
    await chat.panel.getByRole("heading", { name: "A tea house by the river" }).first().waitFor();
    expect(new URL(chat.page.url()).hash).toMatch(/^#artifact=/);
    await chat.panel.getByRole("treeitem", { name: "styles.css" }).click();
    await chat.panel.getByRole("region", { name: "Code of styles.css" }).getByText("place-items").waitFor();
    await chat.picture("artifact-files");

    await chat.say("Open every day from nine");
    await chat.seesVersion(2);
    await chat.say("Cakes on Sundays");
    await chat.seesVersion(3);
    expect(await chat.panel.getByRole("treeitem", { selected: true }).innerText()).toBe("styles.css");

    await chat.tab("Changes");
    await chat.panel.getByText("Cakes on Sundays").waitFor();
    await chat.panel.getByRole("combobox", { name: "From" }).selectOption("1");
    await chat.panel.getByRole("region", { name: "Changes from version 1 to version 3" }).waitFor();
    await chat.panel.getByText("2 lines added, 0 removed").waitFor();
    await chat.picture("artifact-changes");

    await chat.tab("Preview");
    const frame = chat.page.frameLocator("iframe[title='Preview of A tea house by the river']");
    await frame.getByText("Cakes on Sundays").waitFor();
    expect(await frame.locator("main").evaluate((main) => globalThis.getComputedStyle(main).textAlign)).toBe("center");
    expect(await findAccessibilityProblems(chat.page)).toEqual([]);
    await chat.picture("artifact-preview");
    await chat.version("1");
    await frame.getByText("Welcome").waitFor();
    expect(await frame.getByText("Cakes on Sundays").count()).toBe(0);

    await chat.tab("Content");
    const saved = await chat.downloads(() => chat.panel.getByRole("button", { name: "Download all as ZIP" }).click());
    expect(saved.name).toBe("A tea house by the river.zip");
    expect(saved.bytes.subarray(0, 2).toString()).toBe("PK");
    const file = await chat.downloads(() => chat.panel.getByRole("button", { name: "Download styles.css" }).click());
    expect(file.bytes.toString()).toContain("place-items: center");
  });

  it("a document is edited at once; who was slower is told, sees the newer version and can make the change there", async () => {
    const first = await tab();
    await first.begin(/Document desk/);
    await first.say("House rules for guests");
    await first.seesVersion(1);
    const second = await tab();
    await second.page.goto(first.page.url());
    await second.panel.getByRole("button", { name: "Edit" }).click();
    const text = second.panel.getByRole("textbox", { name: "Sections · 2 · Text" });
    await text.fill("Never.");

    await second.page.context().setOffline(true);
    await second.panel.getByRole("button", { name: "Save" }).click();
    await second.panel.getByText("Never.").waitFor();
    await first.panel.getByRole("button", { name: "Edit" }).click();
    await first.panel.getByRole("textbox", { name: "Sections · 2 · Text" }).fill("Always.");
    await first.panel.getByRole("button", { name: "Save" }).click();
    await first.seesVersion(2);
    await second.page.context().setOffline(false);
    await second.panel.getByText("Somebody else was faster").waitFor();
    await second.panel.getByText("Always.").waitFor();
    expect(await second.panel.getByText("Never.").count()).toBe(0);
    await second.picture("artifact-conflict");

    await second.panel.getByRole("button", { name: "Make my change here as well" }).click();
    await first.panel.getByText("Never.").waitFor();
    await first.seesVersion(3);
    await first.panel.getByRole("button", { name: "Publish" }).click();
    await first.panel.getByText("published").waitFor();
  });
});
