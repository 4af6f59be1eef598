import { signedToken } from "@mozaiks/testkit";
import { afterEach, beforeEach, expect, it } from "vitest";
import { everyDoor } from "./every-route.ts";
import { type Gateway, internalKey, secret, startGateway } from "./gateway-fixture.ts";

const words = { prompt: "the-secret-prompt", message: "the-users-words", argument: "the-hidden-argument" };
let gateway: Gateway;

beforeEach(async () => {
  gateway = await startGateway({
    manifest: { human_in_the_loop: false, agents: [{ name: "A", prompt: words.prompt }], tools: [{ name: "look_up" }] },
    script: { A: [{ text: words.message, calls: [["look_up", { query: words.argument }]] }] },
    engine: { tools: { look_up: () => ({ found: words.argument }) } },
  });
});

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
});

const requests = (): Record<string, unknown>[] =>
  gateway.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event }) => event === "request.served");

it("write one line per request, with ids, route and status", async () => {
  const token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  await gateway.call("GET", "/api/sessions/chat_1?after_seq=1", { token });
  await gateway.call("GET", "/api/sessions/other", { token });
  expect(requests()).toMatchObject([
    { method: "POST", route: "/api/sessions", status: 201, app_id: "app", user_id: "ann" },
    { method: "GET", route: "/api/sessions/:chat_id", status: 200, chat_id: "chat_1", duration_ms: expect.any(Number) },
    { method: "GET", route: "/api/sessions/:chat_id", status: 404, code: "session.not-found" },
  ]);
});

it("hold no token, key, ticket, prompt or message, whatever door they came through", async () => {
  const token = await gateway.token();
  const forged = signedToken({ secret: "x", claims: { user_id: "ann" } });
  const secrets = [token, forged, internalKey, secret, ...Object.values(words)];
  await gateway.call("POST", "/api/workflows/execute", {
    token,
    body: { workflow: "Test", input: words.message },
    headers: { "idempotency-key": "key" },
  });
  for (const { method, path, options } of everyDoor(gateway, "chat_1")) {
    if (method === "DELETE") continue;
    for (const credential of [token, forged]) {
      await gateway.call(method, path, { ...options, token: credential });
      await gateway.call(method, `${path}?token=${credential}`, options);
      await gateway.call(method, `${path}?ticket=${credential}&note=${words.message}`, options);
    }
    const headers = { ...options.headers, "x-internal-api-key": internalKey, cookie: `session=${token}` };
    await gateway.call(method, `${path}?app_id=app&user_id=ann`, { ...options, headers });
    if (method !== "GET")
      await gateway.call(method, path, { ...options, token, body: `{"content": "${words.message}"` });
  }
  await gateway.call("GET", `/${token}/${words.message}`);
  await gateway.call("GET", `/api/sessions/${token}`, { token });
  const { json } = await gateway.call<{ ticket: string }>("POST", "/api/sessions/chat_1/ticket", { token });
  const headers = { accept: "text/event-stream" };
  await gateway.call("GET", `/api/sessions/chat_1/events?ticket=${json.ticket}`, { headers });
  expect(requests().length).toBeGreaterThan(100);
  const written = gateway.lines.join("") + (await gateway.telemetry.metrics.exposition());
  for (const word of [...secrets, json.ticket]) expect([word, written.includes(word)]).toEqual([word, false]);
});
