import type { Page } from "playwright-core";

/** How a section of the gallery is looked at. */
export interface GalleryLook {
  readonly section: string;
  readonly theme?: "light" | "dark";
  readonly dir?: "locale" | "ltr" | "rtl";
  readonly width?: "desktop" | "320";
  readonly locale?: string;
  readonly brand?: string;
}

/** Opens a section and waits until nothing in it is being loaded any more. */
export async function lookAt(page: Page, url: string, look: GalleryLook): Promise<void> {
  await page.setViewportSize(look.width === "320" ? { width: 320, height: 640 } : { width: 1200, height: 800 });
  await page.goto(`${url}/?${new URLSearchParams({ ...look })}`);
  await page.locator(`[data-section="${look.section}"]`).waitFor();
  await page.waitForLoadState("networkidle");
  await page.locator(".mz-row-coming").waitFor({ state: "detached" });
  await settle(page, look.section);
}

const landmarks: Readonly<Record<string, string>> = {
  launcher: ".mz-launcher",
  widget: ".mz-widget .mz-item",
  overlay: ".mz-overlay .mz-item",
  picker: ".mz-overlay .mz-workflow",
};

async function settle(page: Page, section: string): Promise<void> {
  const landmark = landmarks[section];
  if (landmark !== undefined) await page.locator(landmark).last().waitFor();
  await page.evaluate(() => document.fonts.ready);
  // What moves when it appears has to stand still for a picture.
  await page.evaluate(async () => {
    const ends = document.getAnimations().filter((each) => each.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ends.map(({ finished }) => finished));
  });
}

/** Frames whose content is wider than they are, by the name of their state. */
export async function findOverflows(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wide = (element: Element): boolean => element.scrollWidth > element.clientWidth;
    const roots = [
      document,
      ...[...document.querySelectorAll("[data-mozaiks-chat]")].map(({ shadowRoot }) => shadowRoot),
    ];
    const frames = roots.flatMap((root) => [...(root?.querySelectorAll(".mz-frame") ?? [])]);
    const found = frames.filter(wide).map((each) => each.closest("figure")?.dataset["state"] ?? each.className);
    return wide(document.documentElement) ? ["the page", ...found] : found;
  });
}
