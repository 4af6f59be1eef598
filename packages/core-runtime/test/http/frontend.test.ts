import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedApp, serveApp } from "./running-app.ts";

const html = `<!doctype html><script>document.title = "a"</script><script type="module" src="/assets/index-Bx3dK9aZ.js"></script>`;

let app: ServedApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-page-"));
  const built = join(folder, "dist");
  await mkdir(join(built, "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "outside");
  await writeFile(join(built, "index.html"), html);
  await writeFile(join(built, "assets/index-Bx3dK9aZ.js"), "export {};");
  await writeFile(join(built, "logo mark.svg"), "<svg/>");
  await writeFile(join(built, ".env"), "SECRET=1");
  await symlink(join(folder, "secret.txt"), join(built, "link.txt"));
  app = await serveApp({
    frontend: built,
    env: { MOZAIKS_AI_URL: "https://ai.example.com/base", MOZAIKS_AI_TOKEN: "token-of-the-app" },
  });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe("the front end", () => {
  it.each([
    ["/", "text/html; charset=utf-8", "no-cache"],
    ["/index.html", "text/html; charset=utf-8", "no-cache"],
    ["/assets/index-Bx3dK9aZ.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
    ["/logo%20mark.svg", "image/svg+xml", "no-cache"],
  ])("serves %s", async (path, type, caching) => {
    const response = await app.ask(path);
    expect(response.status).toBe(200);
    expect([response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual([type, caching]);
    const head = await app.ask(path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const etag = response.headers.get("etag") ?? "";
    expect((await app.ask(path, { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  /** As a browser asks: `fetch` says itself what it is. */
  async function go(path: string, { method = "GET", mode = "navigate" } = {}) {
    const headers = `Host: a\r\nConnection: close\r\nAccept: text/html,*/*\r\nSec-Fetch-Mode: ${mode}\r\n`;
    const [answer] = await app.raw(`${method} ${path} HTTP/1.1\r\n${headers}\r\n`);
    return answer;
  }

  it("shows its page wherever a person goes, and nowhere else", async () => {
    for (const path of ["/projects/1", "/sign-in", "/api-docs"])
      expect(await go(path)).toMatchObject({ status: 200, body: html });
    for (const path of ["/api", "/api/nothing", "/api/tasks/1/more"]) expect((await go(path))?.status).toBe(404);
    expect((await go("/assets/gone-12345678.js", { mode: "no-cors" }))?.status).toBe(404);
    expect((await go("/projects/1", { mode: "cors" }))?.status).toBe(404);
    expect((await go("/projects/1", { method: "POST" }))?.status).toBe(404);
  });

  it("may run its own scripts, those that stand in its page, and call the workflow runtime", async () => {
    const policy = (await app.ask("/")).headers.get("content-security-policy") ?? "";
    const directives = new Map(policy.split("; ").map((each) => [each.split(" ")[0], each.split(" ").slice(1)]));
    expect(directives.get("script-src")).toEqual(["'self'", expect.stringMatching(/^'sha256-[\w+/]{43}='$/)]);
    expect(directives.get("connect-src")).toEqual(["'self'", "https://ai.example.com"]);
    expect(directives.get("object-src")).toEqual(["'none'"]);
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/assets/../../secret.txt",
    "//etc/passwd",
    "/%00",
    "/link.txt",
    "/.env",
  ])("serves nothing outside of its folder, nothing hidden and nothing linked: %s", async (path) => {
    const [answer] = await app.raw(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect([answer?.status, answer?.body]).toEqual([404, expect.not.stringMatching(/outside|SECRET|root:/)]);
  });

  it("must have been built", async () => {
    await expect(serveApp({ frontend: join(folder, "none") })).rejects.toMatchObject({ code: "config.invalid" });
    await expect(serveApp({ frontend: join(folder, "dist/assets") })).rejects.toThrow("has no index.html");
  });
});
