import { build } from "esbuild";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, openTab } from "../../../../test/browser/open-browser.ts";

const source = join(import.meta.dirname, "../../src");
const uploaded: number[] = [];
let browser: Browser;
let script: string;

/** A page, and an upload route that takes what is sent to it. */
const server = createServer((request, response) => {
  if (request.method !== "POST") return void response.end("<!doctype html><title>Uploads</title>");
  let bytes = 0;
  request.on("data", (chunk: Buffer) => (bytes += chunk.length));
  request.on("end", () => {
    const isLetIn = request.headers.authorization === "Bearer good";
    if (isLetIn) uploaded.push(bytes);
    response.writeHead(isLetIn ? 201 : 401, { "content-type": "application/json" });
    const problem = { code: "token.invalid", title: "The token is not valid" };
    response.end(
      JSON.stringify(isLetIn ? { upload_id: "u1", name: "a.bin", media_type: "x/y", size: bytes } : problem),
    );
  });
});

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export { createApiClient } from "./core.ts";`, resolveDir: source, loader: "ts" },
    bundle: true,
    format: "iife",
    globalName: "core",
    conditions: ["@mozaiks/source"],
    write: false,
  });
  script = outputFiles[0]?.text ?? "";
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

/** Uploads 2 MB from a page; a token that is refused is asked for again. */
async function upload(tokens: readonly string[], isStopped = false): Promise<Record<string, unknown>> {
  const { page, context } = await openTab(browser);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.addScriptTag({ content: script });
  const program = `(async () => {
    const tokens = ${JSON.stringify(tokens)};
    const api = core.createApiClient({ baseUrl: "", auth: { getToken: () => tokens.shift() } });
    const shares = [];
    const stop = new AbortController();
    if (${isStopped}) stop.abort();
    const file = new File([new Uint8Array(2_000_000)], "a.bin");
    try {
      const upload = await api.uploadFile("c", file, { onProgress: (share) => shares.push(share), signal: stop.signal });
      return { upload, shares };
    } catch (error) {
      return { failed: error.name, problem: error.problem };
    }
  })()`;
  const result = await page.evaluate<Record<string, unknown>>(program);
  await context.close();
  return result;
}

it("tells how much of a file has been sent, and asks once for a new token", async () => {
  const { upload: kept, shares } = await upload(["old", "good"]);
  expect(kept).toMatchObject({ upload_id: "u1", name: "a.bin" });
  expect(uploaded).toHaveLength(1);
  expect(uploaded[0]).toBeGreaterThan(2_000_000);
  expect(shares).toContain(1);
});

it("ends with the server's problem when no token is good", async () => {
  expect(await upload(["old", "older"])).toMatchObject({
    failed: "ChatRequestError",
    problem: { code: "token.invalid" },
  });
});

it("sends nothing when it has been stopped", async () => {
  const before = uploaded.length;
  expect(await upload(["good"], true)).toMatchObject({ failed: "AbortError" });
  expect(uploaded).toHaveLength(before);
});
