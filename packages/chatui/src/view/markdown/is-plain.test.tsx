import * as fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { en } from "../../locales/en.ts";
import { isPlain } from "./is-plain.ts";
import { loadReader } from "./markdown-reader.ts";
import { Markdown } from "./markdown.tsx";
import { toPlainText } from "./plain-text.ts";

const marks = "aB.1 \n-+=:!?,;'\"()/@&#*_`~|<>[]\\\t\u2028".split("");
const pieces = [...marks, "é", "www", "http:", "\n\n", "1.", " a "];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));

it("a text without markdown is the same read as markdown and as it is, and most sentences are without", async () => {
  const plain = fc.sample(texts.filter(isPlain), 2_000);
  const before = plain.map((text) => renderToStaticMarkup(<Markdown text={text} />));
  const { RichMarkdown } = await loadReader();
  for (const [index, text] of plain.entries()) {
    if (text === "") continue;
    expect(before[index], JSON.stringify(text)).toBe(renderToStaticMarkup(<RichMarkdown text={text} />));
    expect(text.replaceAll(/\s+/g, " ").trim()).toBe(toPlainText(text, en.chat.marks));
  }
  expect(isPlain("Hello! How can I help you today? It is 9:30 (UTC+1), and 3.5 % of it's done.\n\nBye")).toBe(true);
});
