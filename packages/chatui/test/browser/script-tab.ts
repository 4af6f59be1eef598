import type { Page } from "playwright-core";
import type { EmbedOptions } from "../../src/embed/mozaiks-chat.tsx";
import type { HostStage } from "./host-stage.ts";
import type { HostTab } from "./host-tab.ts";

/** A plain page with the script tag, and what its browser noticed. */
export interface ScriptTab {
  readonly tab: HostTab;
  /** Addresses that were asked for. */
  readonly asked: readonly string[];
  /** Policies that were violated. */
  readonly violations: () => Promise<readonly string[]>;
  readonly boot: (options: Omit<EmbedOptions, "authAdapter" | "uiTools">) => Promise<void>;
}

export async function openScriptPage(stage: HostStage, path = "/"): Promise<ScriptTab> {
  const tab = await stage.newTab();
  const asked: string[] = [];
  tab.page.on("request", (request) => asked.push(request.url()));
  tab.page.on("websocket", (socket) => asked.push(socket.url()));
  await tab.page.addInitScript(() => {
    const violations: string[] = [];
    // Not to be enumerated: tests compare the names of the page's globals.
    Object.defineProperty(document, "violations", { value: violations });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  await tab.page.goto(stage.server.url + path, { waitUntil: "load" });
  return {
    tab,
    asked,
    violations: () => readViolations(tab.page),
    boot: (options) => tab.page.evaluate((given) => globalThis.window.mozaiksChat?.boot(given), options),
  };
}

function readViolations(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (document as unknown as { violations: string[] }).violations);
}
