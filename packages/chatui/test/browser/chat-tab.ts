import type { Locator, Page } from "playwright-core";

/** The chat page as a person uses it. */
export class ChatTab {
  readonly page: Page;
  readonly baseUrl: string;

  constructor(page: Page, baseUrl: string) {
    this.page = page;
    this.baseUrl = baseUrl;
  }

  get log(): Locator {
    return this.page.getByRole("log");
  }

  get box(): Locator {
    return this.page.getByRole("textbox", { name: "Your message" });
  }

  get stopButton(): Locator {
    return this.page.getByRole("button", { name: "Stop" });
  }

  /** Opens the start and begins a chat of the workflow with that title. */
  async begin(title: RegExp): Promise<void> {
    await this.page.goto(this.baseUrl);
    await this.page.locator(".mz-workflow").filter({ hasText: title }).click();
    await this.box.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press("Enter");
  }

  /** Waits until the log shows this text. */
  async sees(text: string | RegExp): Promise<void> {
    await this.log.getByText(text).first().waitFor();
  }

  /** Sends the form that is open. */
  async sendForm(): Promise<void> {
    await this.page.locator("form.mz-form button[type=submit]").last().click();
  }

  /** Whether the page can be scrolled sideways: it never may. */
  async overflows(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  }
}
