import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPinoTelemetry } from "../../src/adapters/pino-telemetry.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { Secret } from "@mozaiks/contracts/server";
import { issueLaunchToken } from "../../src/gateway/access/issue-token.ts";
import { type RuntimeHandle, startRuntime } from "../../src/start-runtime.ts";

const secret = "a-secret-of-at-least-thirty-two-bytes!";
const workflow = {
  "orchestrator.yaml": "workflow_name: Pages\nhuman_in_the_loop: true\n",
  "agents.yaml": "agents:\n  - name: Ann\n",
  "tools.yaml":
    "tools:\n  - { name: build, agent: Ann, description: Builds., file: build.ts, function: build, parameters: { type: object } }\n",
  "tools/build.ts":
    'export const build = (_args: object, { artifacts }: any) =>\n  artifacts.create({ type: "app", title: "App", state: { files: { "index.html": "<p>Hi</p>" } } });\n',
  "rehearsal.ts":
    'export const Ann = ({ messages }: any) =>\n  messages.at(-1).role === "tool" ? { content: "Built." } : { toolCalls: [{ name: "build", arguments: {} }] };\n',
  "ui_config.yaml": "artifacts:\n  - { type: app }\n",
};

let folder: string;
let host: Server;
let runtime: RuntimeHandle;
let browser: Browser;
let allowed: string;
let foreign: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-origins-"));
  for (const [name, text] of Object.entries(workflow)) {
    const file = join(folder, "workflows/Pages", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  host = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><title>Host</title><body></body>");
  });
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
  const { port } = host.address() as AddressInfo;
  [allowed, foreign] = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const config = parseConfig(
    { JWT_SECRET: secret, ALLOWED_ORIGINS: allowed, MODEL_PROVIDER: "rehearsal" },
    {
      mode: "runtime",
      host: "127.0.0.1",
      port: 0,
      dataFolder: join(folder, "data"),
      workflowFolders: [join(folder, "workflows")],
    },
  );
  const destination = { write: () => undefined };
  runtime = await startRuntime(config, {
    telemetry: createPinoTelemetry({ level: "error", userLabel: true, destination }),
  });
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});

afterAll(async () => {
  await browser?.close();
  await runtime?.close();
  host?.closeAllConnections();
  host?.close();
  await rm(folder, { recursive: true, force: true });
});

async function tokenFor(chatId: string): Promise<string> {
  const issuer = { secret: new Secret(secret), issuer: "mozaiks", audience: "mozaiks-runtime" };
  const grant = { app_id: "app", user_id: "ann", workflow_id: "Pages", chat_id: chatId };
  return (await issueLaunchToken(issuer, grant)).token;
}

/** What a chat does, done by hand in a page; runs in the browser, so it stands alone. */
async function useChat({ url, token, chatId }: { url: string; token: string; chatId: string }): Promise<object> {
  const authorization = `Bearer ${token}`;
  const json = { authorization, "content-type": "application/json" };
  const call = async (method: string, path: string, body?: object, headers: object = json) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, json: await response.json().catch(() => undefined) };
  };
  const found: Record<string, unknown> = {};
  found["opened"] = (await call("POST", "/api/sessions", { workflow_id: "Pages", chat_id: chatId })).status;
  const uploading = new XMLHttpRequest();
  let progressed = 0;
  const upload = await new Promise<string>((done, failed) => {
    uploading.upload.addEventListener("progress", () => (progressed += 1));
    uploading.addEventListener("load", () => done(uploading.responseText));
    uploading.addEventListener("error", () => failed(new Error("upload refused")));
    uploading.open("POST", `${url}/api/uploads`);
    uploading.setRequestHeader("authorization", authorization);
    const form = new FormData();
    form.append("file", new File(["some text"], "notes.txt", { type: "text/plain" }));
    uploading.send(form);
  });
  const { upload_id } = JSON.parse(upload);
  found["upload"] = [uploading.status, progressed > 0, (await call("GET", `/api/uploads/${upload_id}`)).status];
  const { ticket } = (await call("POST", `/api/sessions/${chatId}/ticket`, {})).json;
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws/chat?ticket=${ticket}`, "mozaiks.v1");
  const frames: Record<string, string>[] = [];
  await new Promise((done, failed) => {
    socket.addEventListener("close", failed);
    socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
      const frame = JSON.parse(data);
      frames.push(frame);
      if (frame.type === "replay_complete")
        socket.send(JSON.stringify({ type: "user_message", content: "go", attachments: [{ upload_id }] }));
      if (frame.type === "run_paused") done(undefined);
    });
  });
  socket.close();
  const artifact = `/api/artifacts/${frames.find(({ type }) => type === "artifact_created")?.["artifact_id"]}`;
  const message = frames.findLast(({ type }) => type === "agent_message")?.["message_id"];
  const rating = { message_id: message, rating: "up" };
  found["rated"] = (await call("POST", `/api/sessions/${chatId}/feedback`, rating)).status;
  const archive = await call("GET", `${artifact}/bundle.zip`);
  const etag = archive.headers.get("etag") ?? "";
  found["download"] = [archive.status, archive.headers.get("content-disposition")];
  const known = { authorization, "if-none-match": etag };
  found["known"] = (await call("GET", `${artifact}/bundle.zip`, undefined, known)).status;
  const shown = (await call("POST", `${artifact}/preview`, {})).json;
  const frame = Object.assign(document.createElement("iframe"), { src: url + shown.url });
  await new Promise((done) => {
    frame.addEventListener("load", done);
    document.body.append(frame);
  });
  const stream = await fetch(`${url}/api/sessions/${chatId}/events`, {
    headers: { authorization, accept: "text/event-stream", "last-event-id": "1" },
  });
  found["stream"] = [stream.status, stream.headers.get("content-type")];
  await stream.body?.cancel();
  found["renamed"] = (await call("PATCH", `/api/sessions/${chatId}`, { title: "Mine" })).json.title;
  found["listed"] = (await call("GET", "/api/sessions")).json.sessions[0].title;
  const missing = await call("GET", "/api/sessions/other");
  found["refused"] = [missing.json.code, missing.headers.has("x-request-id")];
  found["deleted"] = (await call("DELETE", `/api/sessions/${chatId}`)).status;
  found["gone"] = (await call("GET", `/api/sessions/${chatId}`)).json.code;
  return found;
}

/** What a page that may not does anyway: each attempt as it ends. */
async function tryChat({ url, token, chatId }: { url: string; token: string; chatId: string }): Promise<object> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => "answered",
      () => "refused",
    );
  const call = (method: string, path: string, sent: HeadersInit = headers) =>
    outcome(fetch(url + path, { method, headers: sent, ...(method !== "GET" && { body: "{}" }) }));
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws/chat?token=${token}`);
  const connected = outcome(
    new Promise((done, failed) => {
      socket.addEventListener("open", done);
      socket.addEventListener("error", failed);
    }),
  );
  return {
    listed: await call("GET", "/api/sessions"),
    opened: await call("POST", "/api/sessions"),
    renamed: await call("PATCH", `/api/sessions/${chatId}`),
    deleted: await call("DELETE", `/api/sessions/${chatId}`),
    ticket: await call("POST", `/api/sessions/${chatId}/ticket`),
    health: await call("GET", "/health", {}),
    streamed: await call("GET", `/api/sessions/${chatId}/events?token=${token}`, {}),
    socket: await connected,
  };
}

it("a page of an allowed origin does all that a chat needs", async () => {
  const page = await browser.newPage();
  await page.goto(allowed);
  const chatId = "chat_allowed";
  const found = await page.evaluate(useChat, { url: runtime.url, token: await tokenFor(chatId), chatId });
  expect(found).toEqual({
    opened: 201,
    upload: [201, true, 200],
    rated: 202,
    download: [200, 'attachment; filename="App.zip"'],
    known: 304,
    stream: [200, "text/event-stream; charset=utf-8"],
    renamed: "Mine",
    listed: "Mine",
    refused: ["session.not-found", true],
    deleted: 204,
    gone: "session.not-found",
  });
  expect(await page.frames().at(1)?.locator("p").textContent()).toBe("Hi");
  await page.close();
});

it("a page of another origin does nothing, though it has a token", async () => {
  const page = await browser.newPage();
  await page.goto(foreign);
  const chatId = "chat_foreign";
  const found = await page.evaluate(tryChat, { url: runtime.url, token: await tokenFor(chatId), chatId });
  expect(new Set(Object.values(found))).toEqual(new Set(["refused"]));
  await page.close();
});
