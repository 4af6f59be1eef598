import * as fc from "fast-check";
import { lexer, type Token } from "marked";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { growBlocks, lexerOptions, noBlocks } from "./growing-blocks.ts";
import { Markdown } from "./markdown.tsx";
import { loadReader } from "./markdown-reader.ts";
import { loadTextCloser } from "./text-closer.ts";
import { allowedImage, allowedLink } from "../../core/url-policy.ts";
import { en } from "../../locales/en.ts";
import { toPlainText } from "./plain-text.ts";

await loadReader();

const html = (text: string, isGrowing = false) =>
  renderToStaticMarkup(<Markdown text={text} isGrowing={isGrowing} />)
    .replace(/^<div class="mz-prose">/, "")
    .replace(/<\/div>$/, "")
    .replaceAll(' dir="auto"', "");

describe("markdown", () => {
  it.each([
    ["**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"],
    ["one\ntwo", "<p>one<br/>two</p>"],
    ["# Title", '<h2 data-depth="1">Title</h2>'],
    ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
    ["3. c", '<ol start="3"><li>c</li></ol>'],
    ["`a &amp; <b>`", "<p><code>a &amp;amp; &lt;b&gt;</code></p>"],
    ["5 &lt; 6 &amp; &copy; &#8364;", "<p>5 &lt; 6 &amp; © €</p>"],
    ["~~no~~", "<p><del>no</del></p>"],
  ])("shows %j", (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it("opens links elsewhere without handing over where the reader came from", () => {
    expect(html("[a](https://example.com/?x=1&amp;y=2)")).toBe(
      '<p><a href="https://example.com/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">a</a></p>',
    );
  });

  it.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/relative", "//x.test/y"])(
    "shows only the words of a link to %s",
    (href) => {
      expect(html(`[words](${href})`)).toBe("<p>words</p>");
    },
  );

  it.each(["http://example.com/a.png", "javascript:x", "data:text/html,x", "blob:x"])(
    "shows only the description of an image from %s",
    (src) => {
      expect(html(`![a chart](${src})`)).toBe('<p><span class="mz-image-refused">a chart</span></p>');
    },
  );

  it("links to and shows images of allowed hosts alone, where there is a list", () => {
    const policy = { linkHosts: ["example.com", "*.example.org"], imageHosts: ["cdn.example.com"] };
    expect(
      ["https://example.com/a", "https://a.example.org/", "mailto:a@b.test"].map((url) => allowedLink(url, policy)),
    ).toEqual(["https://example.com/a", "https://a.example.org/", "mailto:a@b.test"]);
    const refused = ["https://example.org/", "https://example.com.evil.test/", "https://evilexample.org/"];
    expect(refused.map((url) => allowedLink(url, policy))).toEqual([undefined, undefined, undefined]);
    expect(allowedImage("https://cdn.example.com/a.png", policy)).toBe("https://cdn.example.com/a.png");
    expect(allowedImage("https://example.com/a.png", policy)).toBeUndefined();
  });

  it("shows HTML as the text it is", () => {
    expect(html("<img src=x onerror=alert(1)> <b>hi</b>")).not.toMatch(/<img|<b>/);
    expect(html("<script>alert(1)</script>")).not.toMatch(/<script/);
  });

  it("never makes an element that the text did not ask for", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>\"'&;:/()[]!*`#-_ \njavscript123=".split("")) }), (text) => {
        for (const rendered of [html(text), html(text, true)]) {
          expect(rendered).not.toMatch(/<script|<iframe|<style|\son\w+=|href="javascript:/i);
        }
      }),
    );
  });

  it("closes for the eye what a growing text has left open", async () => {
    await loadTextCloser();
    expect(html("This is **bold", true)).toBe("<p>This is <strong>bold</strong></p>");
    expect(html("See [the docs](https://exam", true)).toBe("<p>See the docs</p>");
    expect(html("```ts\nconst a = 1;", true)).toContain("const a = 1;</span></code>");
  });

  it("is read aloud without its marks", () => {
    expect(toPlainText("## Plan\n\n- **one**\n- `two`\n\n```\ncode\n```", en.chat.marks)).toBe("Plan one. two (code)");
  });
});

describe("growing markdown", () => {
  const document = fc
    .array(
      fc.constantFrom(
        "A paragraph\nof two lines",
        "# Heading",
        "- a\n- b\n\n  c",
        "```ts\nconst a = 1;\n\nconst b = 2;\n```",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        "> quoted",
        "1. one\n2. two",
        "12",
        "[a]: https://example.com",
        "#1 and\r\n***2***",
        "---",
        "~~~\ncode\n~~~",
      ),
      { maxLength: 8 },
    )
    .chain((blocks) =>
      fc
        .array(fc.constantFrom("\n", "\n\n", "\n\n\n"), { minLength: blocks.length, maxLength: blocks.length })
        .map((gaps) => blocks.map((block, index) => block + gaps[index]).join("")),
    );

  const rawBlocks = (tokens: readonly Token[]) =>
    tokens.filter(({ type }) => type !== "space").map(({ type, raw }) => [type, raw.trim()]);

  it("shows at its end what it would have shown at once, however it was cut", () => {
    fc.assert(
      fc.property(document, fc.array(fc.nat({ max: 400 })), (text, cuts) => {
        const within = cuts.map((cut) => cut % Math.max(1, text.length)).sort((a, b) => a - b);
        const ends = [...within, text.length];
        const grown = ends.reduce((blocks, end) => growBlocks(blocks, text.slice(0, end)), noBlocks);
        const shown = [...grown.closed, ...lexer(grown.text.slice(grown.openStart), lexerOptions)];
        expect(rawBlocks(shown)).toEqual(rawBlocks(lexer(text, lexerOptions)));
      }),
      { examples: [["1. one\n2. two\n\n1. one\n2. two", [16]]] },
    );
  });

  it("never reads a closed block again", () => {
    const first = growBlocks(noBlocks, "One\n\nTwo\n\nThr");
    const second = growBlocks(first, "One\n\nTwo\n\nThree\n\nFour");
    expect(second.closed[0]).toBe(first.closed[0]);
    expect(second.closed.map(({ raw }) => raw.trim())).toEqual(["One", "Two", "Three"]);
  });

  it("closes blocks all the same when they hold footnotes", () => {
    const text = Array.from(
      { length: 50 },
      (_, n) => `Paragraph ${n}[^${n}].\n\n[^${n}]: What is said about ${n}.\n\n`,
    ).join("");
    const grown = growBlocks(growBlocks(noBlocks, text.slice(0, 40)), text);
    expect(grown.closed.length).toBeGreaterThan(95);
    expect(text.length - grown.openStart).toBeLessThan(80);
  });

  it("begins anew when the text is another one", () => {
    const first = growBlocks(noBlocks, "One\n\nTwo\n\nThree");
    expect(growBlocks(first, "Uno\n\nDos").closed.map(({ raw }) => raw.trim())).toEqual(["Uno"]);
  });
});
