import { describe, expect, it } from "vitest";
import { openPage } from "./page.ts";

describe("the chat page", () => {
  it("is a document that loads one script and one sheet under a policy that allows nothing else", async () => {
    const page = await openPage();
    const document = page("/");
    expect(document?.headers.get("content-type")).toMatch(/^text\/html/);
    expect(document?.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'/);
    const html = (await document?.text()) ?? "";
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<script[^>]*>[^<]/);
    expect(html).not.toMatch(/<style/);
  });

  it("names its files by their content and lets them be kept for ever", async () => {
    const page = await openPage();
    const html = (await page("/")?.text()) ?? "";
    const paths = [...html.matchAll(/"(\/assets\/[a-z]+-[A-Z\d]{8}\.(?:js|css))"/g)].map(([, path]) => path ?? "");
    expect(paths.map((path) => path.slice(path.lastIndexOf(".")))).toEqual([".css", ".js"]);
    for (const path of paths) {
      expect(page(path)?.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    }
  });

  it("leaves every other path alone", async () => {
    const page = await openPage();
    for (const path of ["/health", "/api/sessions", "/assets/other.js", "/index.html"]) {
      expect(page(path)).toBeUndefined();
    }
  });
});
