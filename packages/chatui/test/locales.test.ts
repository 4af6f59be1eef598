import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sectionNames } from "../gallery/section-names.ts";
import { serveGallery, type GalleryServer } from "../gallery/serve-gallery.ts";
import { ar } from "../src/locales/ar.ts";
import { de } from "../src/locales/de.ts";
import { en } from "../src/locales/en.ts";
import { es } from "../src/locales/es.ts";
import { fr } from "../src/locales/fr.ts";
import { ja } from "../src/locales/ja.ts";
import { messagesLoader } from "../src/locales/messages-loader.ts";
import { zh } from "../src/locales/zh.ts";
import { lookAt } from "./browser/gallery-tab.ts";
import { openBrowser, openTab } from "../../../test/browser/open-browser.ts";
import { readTexts } from "./browser/read-texts.ts";

const languages = [ar, de, en, es, fr, ja, zh];

/** Every text, by its path; functions are called with what stands for each argument. */
function textsOf(value: unknown, path = ""): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value(3, 4, 5))]];
  return Object.entries(value as object).flatMap(([name, member]) => textsOf(member, `${path}.${name}`));
}

/** Texts with a number that a language may write as a word. */
const constants = /\.refusals\./;

describe.each(languages)("$locale", (messages) => {
  it("says something wherever English does, and nothing where English is silent", () => {
    const english = new Map(textsOf(en));
    const differing = textsOf(messages).filter(([path, text]) => (text === "") !== (english.get(path) === ""));
    expect(differing).toEqual([]);
  });

  it("puts everything it is given into its sentences", () => {
    const numbers = (text: string) => (text.match(/\d+|[٠-٩]+/g) ?? []).length;
    const english = new Map(textsOf(en));
    const lost = textsOf(messages).filter(
      ([path, text]) => !constants.test(path) && numbers(text) < numbers(english.get(path) ?? ""),
    );
    expect(lost).toEqual([]);
  });

  it("counts as its speakers do", () => {
    const { unread } = messages.surfaces;
    const categories = new Set(new Intl.PluralRules(messages.locale).resolvedOptions().pluralCategories);
    const said = new Set([0, 1, 2, 3, 11, 100].map((count) => unread(count).replaceAll(/\d+|[٠-٩]+/g, "#")));
    expect(said.size).toBeGreaterThanOrEqual(Math.min(2, categories.size));
  });
});

it("a tag with a region is its language, with the region's numbers and dates", async () => {
  const austrian = await messagesLoader("de-AT")?.();
  expect(austrian).toEqual({ ...de, locale: "de-AT" });
  expect(messagesLoader("en-GB")).toBeUndefined();
  expect(messagesLoader("tlh")).toBeUndefined();
});

describe("no component", () => {
  let browser: Browser;
  let server: GalleryServer;
  let page: Page;
  let data: string;

  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), serveGallery()]);
    ({ page } = await openTab(browser));
    data = await readData();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it.each(sectionNames)("of %s shows English in another language", async (section) => {
    await lookAt(page, server.url, { section, locale: "pseudo" });
    const texts = await readTexts(page);
    expect(texts.some((text) => text.includes("⟦"))).toBe(true);
    expect(texts.filter((text) => !isData(text, data))).toEqual([]);
  });
});

/** Whether what a text has outside the brackets of the pseudo-language was written by the gallery, not by a component. */
function isData(text: string, data: string): boolean {
  let literal = text;
  while (literal.includes("⟦")) literal = literal.replaceAll(/⟦[^⟦⟧]*⟧/gs, "\n");
  if (technical.test(literal)) return true;
  const pieces = literal.split(/[\n·:]/).map((piece) => piece.trim());
  return pieces.every((piece) => !/[a-z]{2}/i.test(piece) || data.includes(flat(piece)));
}

/** What a schema says about data is for whoever wrote the agent; and what Arabic calls a dollar. */
const technical = /^(Invalid (key|type|length|value)|needs `)|US\$/;

/** The gallery's own sources: whatever is shown and stands there was said by an agent, a person or a server. */
async function readData(): Promise<string> {
  const folder = join(import.meta.dirname, "..");
  const parts: string[] = [];
  for await (const path of glob(["gallery/**/*.{ts,tsx}", "test/ui-tools/core-samples.ts"], { cwd: folder })) {
    parts.push(await readFile(join(folder, path), "utf8"));
  }
  return flat(parts.join("\n"));
}

/** Letters and digits alone: names are made readable, markdown loses its marks. */
function flat(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
