import { createAdaptorServer } from "@hono/node-server";
import type { Problem } from "@mozaiks/contracts";
import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import type { Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { heldReply } from "../engine/scripted-model.ts";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

const held = heldReply("Thinking");
let gateway: Gateway;
let server: Server;
let port: number;
let token: string;

beforeEach(async () => {
  gateway = await startGateway({
    overrides: { mode: "dev" },
    env: { MAX_BODY_BYTES: "2048" },
    script: { A: [held.reply] },
  });
  token = await gateway.token();
  server = createAdaptorServer({ fetch: gateway.app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  await gateway[Symbol.asyncDispose]();
});

const url = (path: string): string => `http://127.0.0.1:${port}${path}`;

function post(path: string, init: RequestInit & { duplex?: "half" }): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return fetch(url(path), { method: "POST", headers, ...init });
}

it("answers over a real connection, with the address a browser should connect to", async () => {
  const response = await post("/api/sessions", { body: JSON.stringify({ workflow_id: "Test" }) });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ chat_id: "chat_1", ws_url: `ws://127.0.0.1:${port}/ws/chat` });
});

it("gives development tokens to a peer on this machine", async () => {
  const response = await fetch(url("/dev/token"), { method: "POST", headers: { origin: url("") } });
  expect(response.status).toBe(200);
  const stranger = await fetch(url("/dev/token"), { method: "POST", headers: { origin: "http://evil.example" } });
  expect(stranger.status).toBe(403);
});

it.each(["with a length", "in chunks of unknown length"])("refuses a body that is too big, sent %s", async (how) => {
  const big = JSON.stringify({ workflow_id: "Test", context: { text: "x".repeat(100_000) } });
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < big.length; at += 1000) controller.enqueue(Buffer.from(big.slice(at, at + 1000)));
      controller.close();
    },
  });
  const response = await post(
    "/api/sessions",
    how === "with a length" ? { body: big } : { body: stream, duplex: "half" },
  );
  expect([response.status, ((await response.json()) as Problem).code]).toEqual([413, "request.too-large"]);
  expect((await fetch(url("/health"))).status).toBe(200);
});

it("can be asked again at once after a request that was refused before its body was read", async () => {
  const body = "x".repeat(2_000_000);
  const chunks = (): ReadableStream => new Blob([body]).stream();
  const authorization = { authorization: "Bearer nobody" };
  const statuses: number[] = [];
  for (let round = 0; round < 10; round++) {
    for (const request of [
      () => post("/api/sessions", { body }),
      () => post("/api/sessions", { body: chunks(), duplex: "half" }),
      () => post("/api/sessions", { body: body.slice(0, 2000), headers: authorization }),
      () => post("/nowhere", { body: body.slice(0, 2000) }),
    ]) {
      const response = await request();
      await response.text();
      statuses.push(response.status);
    }
  }
  expect(statuses).toEqual(Array.from({ length: 10 }, () => [413, 413, 401, 404]).flat());
});

it("goes on after a request that is no HTTP", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.end("GET /api/sessions HTTP/9.9\r\n\r\n");
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400/);
  expect((await fetch(url("/health"))).status).toBe(200);
});

it("stops waiting for a run when the caller has gone, and the run goes on", async () => {
  const leave = new AbortController();
  const waiting = post("/api/workflows/execute", {
    body: JSON.stringify({ workflow: "Test", input: "x" }),
    signal: leave.signal,
  });
  await held.started;
  leave.abort();
  await expect(waiting).rejects.toThrow("aborted");
  await expect.poll(() => gateway.lines.some((line) => line.includes("/api/workflows/execute"))).toBe(true);
  held.release();
  const [, ...ended] = await gateway.engine.ended("chat_1");
  expect(ended.at(-1)).toMatchObject({ type: "run_paused" });
});
