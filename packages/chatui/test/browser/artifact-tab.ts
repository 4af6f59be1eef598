import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { ChatTab } from "./chat-tab.ts";

const imagesFolder = process.env["MOZAIKS_IMAGES"];

/** The chat page, as one uses what stands beside the chat. */
export class ArtifactTab extends ChatTab {
  get panel(): Locator {
    return this.page.locator(".mz-panel");
  }

  async tab(name: "Content" | "Preview" | "Changes"): Promise<void> {
    await this.panel.getByRole("tab", { name }).click();
  }

  /** Waits until this version is the newest. */
  async seesVersion(version: number): Promise<void> {
    await this.panel.locator("header").getByText(`version ${version}`).waitFor();
  }

  async version(number: string): Promise<void> {
    await this.panel.getByRole("combobox", { name: "Version" }).selectOption(number);
  }

  /** What the browser is given to keep. */
  async downloads(start: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), start()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** A picture for the documents, where one is wanted. */
  async picture(name: string): Promise<void> {
    if (imagesFolder === undefined) return;
    await mkdir(imagesFolder, { recursive: true });
    await this.page.mouse.move(0, 0);
    await this.page.screenshot({ path: join(imagesFolder, `${name}.png`), animations: "disabled" });
  }
}
