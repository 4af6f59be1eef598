import type { Page } from "playwright-core";

/** Everything of a product's page that a guest could change. */
export interface HostPageTraces {
  /** Computed styles of each element, by its place in the document. */
  readonly styles: Readonly<Record<string, string>>;
  readonly globals: readonly string[];
  readonly storage: readonly string[];
  readonly head: string;
  readonly body: string;
  readonly sheets: number;
  readonly title: string;
  readonly address: string;
  readonly scroll: readonly number[];
  readonly focus: string;
  /** What listens to the window, the document and the body. */
  readonly listeners: readonly string[];
}

/** Reads the page as it is now, without the chat's own element. */
export async function readHostPage(page: Page): Promise<HostPageTraces> {
  const listeners = await readListeners(page);
  const traces = await page.evaluate(() => {
    const elements = [...document.querySelectorAll("*")].filter((element) => !element.closest("[data-mozaiks-chat]"));
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const ours of copy.querySelectorAll("[data-mozaiks-chat]")) ours.remove();
    const placeOf = (element: Element, index: number): string => `${index} ${element.tagName.toLowerCase()}`;
    const stylesOf = (element: Element): string => {
      const computed = getComputedStyle(element);
      return [...computed].map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";");
    };
    return {
      styles: Object.fromEntries(elements.map((element, index) => [placeOf(element, index), stylesOf(element)])),
      globals: Object.getOwnPropertyNames(globalThis).sort(),
      storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort(),
      head: document.head.innerHTML,
      body: copy.innerHTML,
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      title: document.title,
      address: location.href,
      scroll: [globalThis.scrollX, globalThis.scrollY],
      focus: document.activeElement?.id ?? "",
    };
  });
  return { ...traces, listeners };
}

async function readListeners(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const found: string[] = [];
  const targets = { window: "window", document: "document", body: "document.body", viewport: "window.visualViewport" };
  for (const [name, expression] of Object.entries(targets)) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    const { objectId = "" } = result;
    const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId });
    found.push(...listeners.map(({ type }) => `${name} ${type}`));
  }
  await session.detach();
  return found.sort();
}
