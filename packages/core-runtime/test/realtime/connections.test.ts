import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, vi } from "vitest";
import { tokenOf } from "../../src/identity/test-identity.ts";
import { serveApp, type ServedApp } from "../http/running-app.ts";
import { readSource } from "./event-source.ts";

const ann = { id: "ann", organization: "acme" };

async function open(app: ServedApp) {
  const cut = new AbortController();
  return readSource(await app.ask("/api/realtime?sub=tasks", { as: ann, signal: cut.signal }), cut);
}

const create = (app: ServedApp, task: object) =>
  app.ask("/api/tasks", {
    as: ann,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(task),
  });

it("a stream is not kept back on its way, nor compressed", async () => {
  await using app = await serveApp();
  await using source = await open(app);
  expect(await source.until(1)).toEqual(["ready"]);
  await create(app, { title: "a" });
  expect(await source.until(2)).toEqual(["ready", "created"]);
});

it("a client that goes away makes room for others", async () => {
  await using app = await serveApp();
  const sources = await Promise.all(Array.from({ length: 50 }, () => open(app)));
  await Promise.all(sources.map((source) => source.until(1)));
  await vi.waitFor(async () => {
    const answer = await app.ask("/api/realtime?sub=tasks", { as: ann });
    await answer.body?.cancel();
    expect(answer.status).toBe(429);
  });
  for (const source of sources) await source[Symbol.asyncDispose]();
  await using next = await vi.waitFor(() => open(app));
  expect(await next.until(1)).toEqual(["ready"]);
});

it("a client that stops reading is let go, and holds up nobody else", async () => {
  await using app = await serveApp();
  await using quick = await open(app);
  const slow = connect(app.port, "127.0.0.1");
  await once(slow, "connect");
  slow.write(`GET /api/realtime?sub=tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${tokenOf(ann)}\r\n\r\n`);
  await once(slow, "data");
  slow.pause();
  const note = "x".repeat(900_000);
  const count = 24;
  for (let index = 0; index < count; index += 1) await create(app, { title: `${index}`, private_note: note });
  await quick.until(1 + count);
  let tail = "";
  slow.on("data", (bytes: Buffer) => (tail = (tail + bytes.toString("latin1")).slice(-500)));
  slow.resume();
  await vi.waitFor(() => expect(tail).toContain('event: closed\ndata: {"code":"reader.too-slow"}'), 20_000);
  slow.destroy();
});
