import { once } from "node:events";
import { connect } from "node:net";
import { auth } from "@mozaiks/core-runtime";
import { describe, expect, it } from "vitest";
import { serveApp } from "./running-app.ts";

/** A handler that waits until it is let go. */
function gate() {
  const entered = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  const route = auth.public(async () => {
    entered.resolve();
    await open.promise;
    return { done: true };
  });
  return { route, entered: entered.promise, open: () => open.resolve() };
}

describe("an app that is stopped", () => {
  it("answers what is under way, takes nothing new, and its log ends last", async () => {
    const slow = gate();
    const app = await serveApp({ routes: { "GET /api/slow": slow.route } });
    const underWay = app.ask("/api/slow");
    await slow.entered;
    const stopped = app[Symbol.asyncDispose]();
    await expect(fetch(`${app.url}/health`)).rejects.toThrow("fetch failed");
    slow.open();
    const response = await underWay;
    expect([response.status, response.headers.get("connection"), await response.json()]).toEqual([
      200,
      "close",
      { done: true },
    ]);
    await stopped;
    expect(app.logged.at(-1)).toContain('"app.stopped"');
  });

  it("gives up what takes too long", async () => {
    const slow = gate();
    const app = await serveApp({ routes: { "GET /api/slow": slow.route }, env: { SHUTDOWN_TIMEOUT_S: "1" } });
    const underWay = app.ask("/api/slow").catch((thrown: unknown) => thrown);
    await slow.entered;
    await app[Symbol.asyncDispose]();
    expect(await underWay).toBeInstanceOf(TypeError);
    slow.open();
  });

  it("ends streams, and says why", async () => {
    const app = await serveApp();
    const response = await app.ask("/api/realtime?sub=tasks", { as: { id: "ann" } });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const stopped = app[Symbol.asyncDispose]();
    expect(await response.text()).toMatch(/event: ready[^]*event: closed\ndata: \{"code":"server\.closing"\}/);
    await stopped;
  });

  it("lets go of connections that are idle", async () => {
    const app = await serveApp();
    const socket = connect(app.port, "127.0.0.1");
    await once(socket, "connect");
    const closed = once(socket, "close");
    socket.write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(socket, "data");
    await app[Symbol.asyncDispose]();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});

describe("a start that fails", () => {
  it("says that the port is taken, and leaves the store alone", async () => {
    await using app = await serveApp();
    await expect(serveApp({ env: { PORT: String(app.port) } })).rejects.toMatchObject({
      code: "config.invalid",
      message: expect.stringContaining(`Port ${app.port} is taken`),
    });
  });

  it("lets the port go when the store must not be used", async () => {
    let url = "";
    const refused = serveApp({
      async prepare() {
        throw new Error("not migrated");
      },
      now: () => new Date(),
    });
    await expect(refused).rejects.toThrow("not migrated");
    await using app = await serveApp();
    url = app.url;
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });
});
