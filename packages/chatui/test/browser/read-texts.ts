import type { Page } from "playwright-core";

const spoken = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"] as const;

/** Everything in the chat that a person sees or hears, shadow roots included; the gallery's own captions are left out. */
export async function readTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((attributes) => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.closest("style, script, code, pre, textarea")) continue;
        for (const name of attributes) found.push(element.getAttribute(name) ?? "");
        for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.nodeValue ?? "");
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    for (const root of document.querySelectorAll(".gallery-states .mz-root, [data-mozaiks-chat]")) {
      visit(root);
      if (root.shadowRoot) visit(root.shadowRoot);
    }
    return [...new Set(found.map((text) => text.trim()).filter((text) => text !== ""))];
  }, spoken);
}
