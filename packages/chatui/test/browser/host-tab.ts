import type { Locator } from "playwright-core";
import type { OpenedChat, OpenOptions } from "../../src/index.ts";
import { ChatTab } from "./chat-tab.ts";
import type { HostPage, HostProps } from "./host-page.tsx";

/** A product's page with the chat in it, as a person and as the product's own scripts use it. */
export class HostTab extends ChatTab {
  /** The page before the chat is there. */
  async visit(): Promise<void> {
    await this.page.goto(this.baseUrl);
    await this.page.waitForFunction(() => "hostPage" in globalThis);
  }

  /** Puts the chat into the page, or gives it other settings. Without a runtime of its own it asks the page's origin. */
  async mount(props: HostProps = {}): Promise<void> {
    await this.page.evaluate((given) => (globalThis as unknown as { hostPage: HostPage }).hostPage.mount(given), props);
  }

  async unmount(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as { hostPage: HostPage }).hostPage.unmount());
  }

  async start(props: HostProps = {}): Promise<void> {
    await this.visit();
    await this.mount(props);
    await this.launcher.waitFor();
  }

  get launcher(): Locator {
    return this.page.locator(".mz-launcher");
  }

  get widget(): Locator {
    return this.page.locator(".mz-widget");
  }

  get overlay(): Locator {
    return this.page.locator(".mz-overlay");
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, ...(typeof name === "string" && { exact: true }) });
  }

  /** The mode that the overlay shows. */
  mode(name: "Ask" | "Workflows"): Locator {
    return this.overlay.getByRole("group", { name: "Mode" }).getByRole("button", { name });
  }

  /** `window.mozaiksChat.open()`; the code of what went wrong instead of throwing it. */
  async open(options?: OpenOptions): Promise<OpenedChat & { code?: string }> {
    return this.page.evaluate(
      (given) => globalThis.window.mozaiksChat?.open(given).catch((thrown) => ({ code: thrown.problem.code })) ?? {},
      options,
    );
  }

  /** Calls a command that answers nothing. */
  async call(command: "close" | "toggle" | "shutdown" | "boot"): Promise<void> {
    await this.page.evaluate((name) => globalThis.window.mozaiksChat?.[name](), command);
  }

  /** Keeps everything that `on()` and the window's events tell, from now on. */
  async record(): Promise<void> {
    await this.page.evaluate(() => {
      const seen: unknown[] = [];
      Object.assign(globalThis, { seen });
      for (const name of ["ready", "open", "close", "session", "message", "navigate", "unread", "error"] as const) {
        globalThis.window.mozaiksChat?.on(name, (detail) => seen.push([name, detail]));
      }
      for (const name of ["mozaiks:chat:open", "mozaiks:chat:close"]) {
        globalThis.window.addEventListener(name, (event) => seen.push([name, (event as CustomEvent).detail]));
      }
    });
  }

  /** What was recorded under a name. */
  async recorded(name: string): Promise<unknown[]> {
    const all = await this.page.evaluate(() => (globalThis as unknown as { seen: [string, unknown][] }).seen);
    return all.filter(([kind]) => kind === name).map(([, detail]) => detail);
  }

  /** What has the focus, in words: its role or tag, and its name. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const name = element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
      return element instanceof HTMLTextAreaElement ? "composer" : `${element?.tagName.toLowerCase()} ${name}`;
    });
  }
}
