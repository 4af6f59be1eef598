import type { DevToken, Health, Problem, Readiness, WorkflowList } from "@mozaiks/contracts";
import { MozaiksError } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { createTokenVerifier } from "../../src/gateway/access/verify-token.ts";
import { type Gateway, type GatewayOptions, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;

async function start(options?: GatewayOptions): Promise<Gateway> {
  gateway = await startGateway(options);
  return gateway;
}

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
});

it("says that it is up, on both paths, to anybody", async () => {
  await start();
  for (const path of ["/health", "/api/health"])
    expect(await gateway.call<Health>("GET", path)).toMatchObject({ status: 200, json: { status: "ok" } });
});

it("is ready when every part is, and names the one that is not without its reasons", async () => {
  await start();
  expect(await gateway.call<Readiness>("GET", "/ready")).toMatchObject({
    status: 200,
    json: { status: "ready", checks: { store: { ok: true } } },
  });
  const checks = {
    store: async () => undefined,
    queue: () => Promise.reject(new MozaiksError("store.unavailable", "nats://user:password@host")),
  };
  await using broken = await startGateway({ parts: { checks } });
  const answer = await broken.call<Readiness>("GET", "/ready");
  expect(answer).toMatchObject({
    status: 503,
    json: { status: "not-ready", checks: { store: { ok: true }, queue: { ok: false, detail: "store.unavailable" } } },
  });
  expect(answer.text).not.toContain("password");
});

describe("metrics", () => {
  it("are open without METRICS_TOKEN", async () => {
    await start();
    const answer = await gateway.call("GET", "/metrics");
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(answer.text).toContain("# TYPE websocket_connections_active gauge");
  });

  it("ask for METRICS_TOKEN when there is one", async () => {
    await start({ env: { METRICS_TOKEN: "a-token-for-metrics" } });
    const codes = [];
    for (const token of [undefined, "wrong", await gateway.token(), "a-token-for-metrics"]) {
      const answer = await gateway.call<Problem | undefined>("GET", "/metrics", token === undefined ? {} : { token });
      codes.push(answer.json?.code ?? answer.status);
    }
    expect(codes).toEqual(["token.missing", "token.invalid", "token.invalid", 200]);
  });
});

it("lists workflows without prompts and finds one in any case", async () => {
  await start({
    manifest: { title: "A test", suggestions: ["Hi"], agents: [{ name: "A", prompt: "a secret prompt" }] },
  });
  const token = await gateway.token();
  const list = await gateway.call<WorkflowList>("GET", "/api/workflows", { token });
  expect(list.json.workflows).toMatchObject([{ workflow_id: "Test", title: "A test", suggestions: ["Hi"] }]);
  expect(list.text).not.toContain("secret");
  expect(await gateway.call("GET", "/api/workflows/tEST", { token })).toMatchObject({ json: { workflow_id: "Test" } });
  expect(await gateway.call("GET", "/api/workflows/Other", { token })).toMatchObject({ status: 404 });
  expect(await gateway.call("GET", "/api/workflows/a%20b", { token })).toMatchObject({ status: 400 });
});

it("serves the page's assets where the API has nothing", async () => {
  const page = (path: string) => (path === "/" ? new Response("<html>", { status: 200 }) : undefined);
  await start({ parts: { page } });
  expect(await gateway.call("GET", "/")).toMatchObject({ status: 200, text: "<html>" });
  expect(await gateway.call("GET", "/nothing")).toMatchObject({ status: 404 });
  expect(await gateway.call("POST", "/")).toMatchObject({ status: 404 });
});

describe("development tokens", () => {
  async function ask(peer: string, headers: Record<string, string>, body?: object) {
    const response = await gateway.app.request(
      "/dev/token",
      {
        method: "POST",
        headers: { ...(body && { "content-type": "application/json" }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: "IPv4" } } },
    );
    return { status: response.status, json: (await response.json()) as DevToken & Problem };
  }
  const here = { host: "localhost:8000" };

  it("are for the dev user's chat of the first workflow, or of what is asked", async () => {
    await start({ overrides: { mode: "dev" } });
    const first = await ask("127.0.0.1", { ...here, origin: "http://localhost:8000" });
    expect(first).toMatchObject({ status: 200, json: { workflow_id: "Test" } });
    const identity = await createTokenVerifier(gateway.config.tokens)(first.json.token);
    expect(identity).toMatchObject({
      kind: "launch",
      user_id: "dev-user",
      tenant: { app_id: "dev" },
      chat_id: first.json.chat_id,
      expires_at: Date.parse(first.json.expires_at) / 1000,
    });
    const asked = await ask("::1", { host: "[::1]:8000" }, { workflow_id: "test", chat_id: "mine" });
    expect(asked.json).toMatchObject({ chat_id: "mine", workflow_id: "Test" });
    expect(await ask("::ffff:127.0.0.1", { host: "127.0.0.1:8000" })).toMatchObject({ status: 200 });
    expect(await ask("127.0.0.1", here, { workflow_id: "Other" })).toMatchObject({ status: 404 });
    expect(await ask("127.0.0.1", here, { workflow_id: "a b" })).toMatchObject({ status: 400 });
  });

  it("are of the workflow that a chat has, when it is named alone", async () => {
    await start({ overrides: { mode: "dev" } });
    const { workflows } = gateway.parts;
    const [test] = workflows.list();
    const other = { ...test, workflow_id: "Other" };
    Object.assign(gateway.parts, { workflows: { ...workflows, list: () => [other, ...workflows.list()] } });
    const { json } = await ask("127.0.0.1", here, { workflow_id: "Test", chat_id: "mine" });
    expect(await ask("127.0.0.1", here, { chat_id: "mine" })).toMatchObject({ json: { workflow_id: "Other" } });
    await gateway.call("POST", "/api/sessions", { token: json.token, body: { workflow_id: "Test" } });
    expect(await ask("127.0.0.1", here, { chat_id: "mine" })).toMatchObject({ json: { workflow_id: "Test" } });
  });

  it.each([
    ["another machine", "192.168.1.5", here],
    ["another page", "127.0.0.1", { ...here, origin: "http://evil.example" }],
    ["a sandboxed page", "127.0.0.1", { ...here, origin: "null" }],
    ["a page on another port", "127.0.0.1", { ...here, origin: "http://localhost:3000" }],
    [
      "a name that was made to point here",
      "127.0.0.1",
      { host: "evil.example:8000", origin: "http://evil.example:8000" },
    ],
    ["a name that looks like here", "127.0.0.1", { host: "localhost.evil.example" }],
  ])("are not for %s", async (_who, peer, headers) => {
    await start({ overrides: { mode: "dev" } });
    expect(await ask(peer, headers)).toMatchObject({ status: 403, json: { code: "origin.not-allowed" } });
  });

  it("do not exist in runtime mode, nor without a secret to sign with", async () => {
    await start();
    const none = { status: 404, json: { code: "route.not-found" } };
    expect(await ask("127.0.0.1", here)).toMatchObject(none);
    await gateway[Symbol.asyncDispose]();
    const env = { JWT_SECRET: "", JWT_JWKS_URL: "http://127.0.0.1:9/jwks.json" };
    await start({ env, overrides: { mode: "dev" } });
    expect(await ask("127.0.0.1", here)).toMatchObject(none);
  });
});
