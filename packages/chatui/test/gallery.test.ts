import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sectionNames } from "../gallery/section-names.ts";
import { serveGallery, type GalleryServer } from "../gallery/serve-gallery.ts";
import { findAccessibilityProblems } from "../../../test/browser/find-accessibility-problems.ts";
import { findOverflows, lookAt, type GalleryLook } from "./browser/gallery-tab.ts";
import { openBrowser, openTab } from "../../../test/browser/open-browser.ts";

/** Where pictures for the documents go; nowhere by default. */
const imagesFolder = process.env["MOZAIKS_IMAGES"];
/** The gallery shows one component many times, so what names a place in a page is there many times as well. */
const ofManyCopies = /^landmark-unique:/;

let browser: Browser;
let server: GalleryServer;
let page: Page;
let problems: string[];

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveGallery()]);
  ({ page, problems } = await openTab(browser, { reducedMotion: "reduce" }));
});
afterAll(async () => {
  await browser.close();
  server.close();
});

/** What is wrong with a section as it is looked at. */
async function findFaults(look: GalleryLook): Promise<readonly string[]> {
  await lookAt(page, server.url, look);
  const overflows = await findOverflows(page);
  const found = await findAccessibilityProblems(page);
  return [
    ...overflows.map((name) => `wider than its place: ${name}`),
    ...found.filter((line) => !ofManyCopies.test(line)),
    ...problems.splice(0),
  ];
}

describe.each(sectionNames)("%s", (section) => {
  it.each([
    { theme: "light", dir: "ltr", width: "desktop" },
    { theme: "light", dir: "rtl", width: "320" },
    { theme: "dark", dir: "rtl", width: "desktop" },
    { theme: "dark", dir: "ltr", width: "320" },
  ] as const)("can be used by everybody and fits: $theme, $dir, $width", async (look) => {
    expect(await findFaults({ section, ...look })).toEqual([]);
  });

  it.each(["green", "yellow"])("can be read in a brand that is %s", async (brand) => {
    expect(await findFaults({ section, brand, theme: brand === "green" ? "light" : "dark" })).toEqual([]);
  });
});

it.runIf(imagesFolder !== undefined)("gives the documents their pictures", async () => {
  const looks: readonly (readonly [name: string, look: GalleryLook])[] = [
    ["surfaces-widget", { section: "widget", brand: "green" }],
    ["surfaces-overlay", { section: "overlay" }],
    ["surfaces-overlay-dark-arabic", { section: "overlay", theme: "dark", locale: "ar" }],
    ["surfaces-phone", { section: "overlay", width: "320", locale: "de" }],
  ];
  for (const [name, look] of looks) {
    await lookAt(page, server.url, look);
    await page.addStyleTag({ content: ".gallery-bar, .gallery-title { visibility: hidden }" });
    const picture = await page.screenshot({ path: join(imagesFolder ?? "", `${name}.png`) });
    expect(picture.length).toBeLessThan(200_000);
  }
});
