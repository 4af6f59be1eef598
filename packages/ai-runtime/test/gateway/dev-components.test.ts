import { createAdaptorServer } from "@hono/node-server";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let server: Server;

async function start(mode: "dev" | "runtime"): Promise<void> {
  gateway = await startGateway({ overrides: { mode } });
  const components = (id: string, version: string) =>
    id.toLowerCase() === "test" && version === "v1" ? "export const components = {};" : undefined;
  Object.assign(gateway.parts.workflows, { components });
  server = createAdaptorServer({ fetch: gateway.app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

beforeEach(() => start("dev"));

async function stop(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  await gateway[Symbol.asyncDispose]();
}
afterEach(stop);

const load = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });

it("gives a version's components as a module", async () => {
  const response = await load("/dev/components/test/v1.js");
  expect([response.status, await response.text()]).toEqual([200, "export const components = {};"]);
  expect(response.headers.get("content-type")).toMatch(/^text\/javascript/);
});

it.each([
  "/dev/components/test/v2.js",
  "/dev/components/other/v1.js",
  "/dev/components/test/v1",
  "/dev/components/test",
])("has nothing at %s", async (path) => {
  expect((await load(path)).status).toBe(404);
});

it("refuses pages of other origins", async () => {
  expect((await load("/dev/components/test/v1.js", { origin: "http://evil.example" })).status).toBe(403);
});

it("is not there in mozaiks runtime", async () => {
  await stop();
  await start("runtime");
  expect((await load("/dev/components/test/v1.js")).status).toBe(404);
});
