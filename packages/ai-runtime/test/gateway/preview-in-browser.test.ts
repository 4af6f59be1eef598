import { createAdaptorServer } from "@hono/node-server";
import type { ArtifactPreview, JsonObject } from "@mozaiks/contracts";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Frame } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

const script = `
  import { word } from "./word.js";
  const outcome = (work) => work.then(() => "done", () => "refused");
  const loaded = (tag, address) => outcome(new Promise((done, failed) => {
    document.body.append(Object.assign(document.createElement(tag), { src: address, onload: done, onerror: failed }));
  }));
  const storage = () => { try { return localStorage.length; } catch { return "refused"; } };
  const results = {
    word, storage: storage(), origin: self.origin,
    styled: getComputedStyle(document.body).color,
    picture: await loaded("img", "./dot.svg"),
    fetch: await outcome(fetch("./data.json")),
    api: await loaded("img", "/api/uploads/none"),
    foreign: await loaded("script", "OTHER/x.js"),
    host: await outcome(Promise.resolve().then(() => parent.document.title)),
  };
  document.body.append(Object.assign(document.createElement("pre"), { id: "results", textContent: JSON.stringify(results) }));
`;
const dot = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><path d="M0 0h2v2H0z"/></svg>';

let gateway: Gateway;
let runtime: Server;
let host: Server;
let browser: Browser;
let frame: string;

beforeEach(async () => {
  host = await listening(
    createServer((request, response) => {
      const isolated = { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" };
      const isScript = request.url === "/x.js";
      response.writeHead(200, {
        "content-type": isScript ? "text/javascript" : "text/html",
        ...(!isScript && isolated),
      });
      response.end(isScript ? "" : `<title>Host</title><iframe src="${frame}"></iframe>`);
    }),
  );
  const files: JsonObject = {
    "index.html": `<link rel="stylesheet" href="./page.css"><body><script type="module" crossorigin src="./main.js"></script>`,
    "main.js": script.replace("OTHER", addressOf(host)),
    "word.js": 'export const word = "hello";',
    "page.css": "body { color: rgb(1, 2, 3) }",
    "data.json": "{}",
    "dot.svg": dot,
  };
  gateway = await startGateway({
    env: { ALLOWED_ORIGINS: addressOf(host) },
    manifest: { tools: [{ name: "build" }], artifacts: [{ type: "app", actions: [] }] },
    script: { A: [{ calls: [["build"]] }, "done"] },
    engine: {
      tools: { build: (_args, { artifacts }) => artifacts.create({ type: "app", title: "App", state: { files } }) },
    },
  });
  runtime = await listening(createAdaptorServer({ fetch: gateway.app.fetch }) as Server);
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});

afterEach(async () => {
  await browser.close();
  for (const server of [runtime, host]) {
    server.closeAllConnections();
    server.close();
  }
  await gateway[Symbol.asyncDispose]();
});

async function listening(server: Server): Promise<Server> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function previewUrl(): Promise<string> {
  const token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  await gateway.call("POST", "/api/sessions/chat_1/messages", { token, body: { type: "user_message", content: "go" } });
  const created = (await gateway.engine.ended("chat_1")).find((event) => event.type === "artifact_created");
  const path = `/api/artifacts/${created?.artifact_id ?? ""}/preview`;
  const { json } = await gateway.call<ArtifactPreview>("POST", path, { token, body: {} });
  return addressOf(runtime) + json.url;
}

async function framed(address: string): Promise<Frame | undefined> {
  const page = await browser.newPage();
  await page.goto(address);
  return page.frames().at(1);
}

it("runs the page's own scripts, styles and images inside an isolated host, and lets it reach nothing else", async () => {
  frame = await previewUrl();
  const shown = await framed(`${addressOf(host)}/`);
  const results = JSON.parse((await shown?.locator("#results").textContent()) ?? "") as unknown;
  expect(results).toEqual({
    word: "hello",
    storage: "refused",
    origin: "null",
    styled: "rgb(1, 2, 3)",
    picture: "done",
    fetch: "refused",
    api: "refused",
    foreign: "refused",
    host: "refused",
  });
});

it("is not shown inside a page of another origin", async () => {
  frame = await previewUrl();
  const shown = await framed(`${addressOf(host).replace("127.0.0.1", "localhost")}/`);
  await expect.poll(() => shown?.url()).toBe("chrome-error://chromewebdata/");
});
