import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { sampleMessage } from "./sample-answer.ts";
import type { Target, Thread } from "./target.ts";

/** What the script of a target puts on the page. */
interface TargetPage {
  openThread(messages: readonly string[]): Promise<number>;
  write(text: string): void;
}

/**
 * A chat of another project: its packages are installed into a folder of their own, its script is bundled from there. The
 * text is handed over inside the page, so that neither socket nor protocol counts against it.
 * @throws Error when the packages cannot be installed or bundled.
 */
export async function openNpmTarget(browser: Browser, name: string, packages: readonly string[]): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-bench-"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const install = ["install", "--no-audit", "--no-fund", "--legacy-peer-deps", ...packages];
  await promisify(execFile)("npm", install, { cwd: folder, timeout: 240_000 });
  // From the folder itself, so that there is one React, theirs.
  const script = join(folder, `${name}.jsx`);
  await copyFile(join(import.meta.dirname, "targets", `${name}.jsx`), script);
  const { outputFiles } = await build({
    entryPoints: [script],
    outfile: "page.js",
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".css": "empty" },
    logLevel: "silent",
  });
  const bundle = outputFiles[0]?.text ?? "";
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript ? bundle : '<!doctype html><div id="page"></div><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
  return {
    name,
    open: (messages, slowdown) => openThread(browser, url, messages, slowdown),
    async close() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openThread(browser: Browser, url: string, messages: number, slowdown: number): Promise<Thread> {
  const page = await browser.newPage();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await page.goto(url);
  await page.waitForFunction(() => "openThread" in globalThis);
  const texts = Array.from({ length: messages }, (_, index) => sampleMessage(index));
  const openMs = await page.evaluate((given) => (globalThis as unknown as TargetPage).openThread(given), texts);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return {
    page,
    cdp,
    openMs,
    box: page.locator("textarea"),
    elements: () => page.evaluate(() => document.querySelectorAll("*").length),
    write: (text) => page.evaluate((given) => (globalThis as unknown as TargetPage).write(given), text),
    close: () => page.close(),
  };
}
