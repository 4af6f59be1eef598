import type { EventPage, Problem } from "@mozaiks/contracts";
import { badTokens } from "@mozaiks/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyDoor } from "./every-route.ts";
import { type Gateway, grant, internalKey, secret, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ overrides: { limits: { requestsPerMinute: 100_000 } } });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
});

function goodRecipe(): { secret: string; claims: Record<string, unknown> } {
  const { issuer: iss, audience: aud } = gateway.config.tokens;
  const exp = Math.floor(Date.now() / 1000) + 600;
  return { secret, claims: { iss, aud, exp, scope: "workflow:execute", ...grant, sub: "ann", tenant: "app" } };
}

describe("bad tokens", () => {
  it("number at least fourteen, each with its own name", () => {
    expect(badTokens.length).toBeGreaterThanOrEqual(14);
    expect(new Set(badTokens.map(({ name }) => name)).size).toBe(badTokens.length);
  });

  it.each(badTokens)("$name is refused on every route", async ({ make, code }) => {
    const bad = make(goodRecipe());
    for (const { name, method, path, options } of everyDoor(gateway, "chat_1")) {
      const answer = await gateway.call<Problem>(method, path, { ...options, token: bad });
      expect([name, answer.status, answer.json.code]).toEqual([name, 401, code]);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expect(answer.text).not.toContain(bad);
    }
  });

  it.each(badTokens)("$name is refused in a stream's query", async ({ make, code }) => {
    const path = `/api/sessions/chat_1/events?token=${encodeURIComponent(make(goodRecipe()))}`;
    const answer = await gateway.call<Problem>("GET", path, { headers: { accept: "text/event-stream" } });
    expect([answer.status, answer.json.code]).toEqual([401, code]);
  });

  it("leave no session behind", async () => {
    const { json } = await gateway.call<EventPage>("GET", "/api/sessions", { token: await gateway.service() });
    expect(json).toEqual({ sessions: [] });
  });

  it.each([undefined, "", "Basic YTpi", "Bearer", "Bearer a b"])("no token but %j is a missing one", async (header) => {
    for (const { name, method, path, options } of everyDoor(gateway, "chat_1")) {
      const headers = { ...options.headers, ...(header !== undefined && { authorization: header }) };
      const answer = await gateway.call<Problem>(method, path, { ...options, headers });
      expect([name, answer.status, answer.json.code]).toEqual([name, 401, "token.missing"]);
    }
  });

  it("a token in the query opens no ordinary request", async () => {
    const token = await gateway.token();
    const answer = await gateway.call<Problem>("GET", `/api/sessions?token=${token}`);
    expect([answer.status, answer.json.code]).toEqual([401, "token.missing"]);
  });
});

describe("tenants", () => {
  const owner = { app_id: "app", user_id: "ann", chat_id: "owned" };
  const strangers = [
    { app_id: "app", user_id: "bob" },
    { app_id: "other", user_id: "ann" },
    { app_id: "other", user_id: "bob" },
  ];

  beforeAll(async () => {
    await gateway.call("POST", "/api/sessions", { token: await gateway.token(owner), body: { workflow_id: "Test" } });
  });

  it("let its owner in", async () => {
    const answer = await gateway.call("GET", "/api/sessions/owned", { token: await gateway.token(owner) });
    expect(answer).toMatchObject({ status: 200, json: { chat_id: "owned" } });
  });

  /** A refusal without what is different in every answer. */
  const fingerprint = ({ status, json }: { status: number; json: Problem }): object => ({
    status,
    json: { ...json, instance: "" },
  });

  async function doorsOfChat(chatId: string, token: string): Promise<object> {
    const answers: Record<string, object> = {};
    for (const { name, method, path, options, isOfChat } of everyDoor(gateway, chatId)) {
      if (!isOfChat) continue;
      answers[name] = fingerprint(await gateway.call<Problem>(method, path, { ...options, token }));
    }
    return answers;
  }

  const notFound = { status: 404, json: { code: "session.not-found" } };

  it.each(strangers)("the chat of another is as absent as none to $user_id of $app_id", async (stranger) => {
    const token = await gateway.token({ ...stranger, chat_id: "elsewhere" });
    const others = await doorsOfChat("owned", token);
    expect(others).toEqual(await doorsOfChat("never-there", token));
    expect(Object.keys(others).length).toBeGreaterThanOrEqual(10);
    for (const answer of Object.values(others)) expect(answer).toMatchObject(notFound);
  });

  it("naming another user's chat in the token does not help", async () => {
    const token = await gateway.token({ ...owner, user_id: "bob" });
    for (const answer of Object.values(await doorsOfChat("owned", token))) expect(answer).toMatchObject(notFound);
    const opened = await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
    expect(opened).toMatchObject(notFound);
    const executed = await gateway.call("POST", "/api/workflows/execute", {
      token,
      body: { workflow: "Test", input: "x" },
    });
    expect(executed).toMatchObject(notFound);
  });

  it("the same id in two apps is two chats", async () => {
    const token = await gateway.token({ ...owner, app_id: "other" });
    const opened = await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
    expect(opened.status).toBe(201);
    await gateway.call("PATCH", "/api/sessions/owned", { token, body: { title: "Other app's" } });
    const mine = await gateway.call("GET", "/api/sessions/owned", { token: await gateway.token(owner) });
    expect(mine.text).not.toContain("Other app's");
    expect(await gateway.call("DELETE", "/api/sessions/owned", { token })).toMatchObject({ status: 204 });
    expect(await gateway.call("GET", "/api/sessions/owned", { token: await gateway.token(owner) })).toMatchObject({
      status: 200,
    });
  });

  it("a service token of another app finds nothing", async () => {
    const token = await gateway.service("third");
    for (const answer of Object.values(await doorsOfChat("owned", token))) expect(answer).toMatchObject(notFound);
    expect(await gateway.call("GET", "/api/sessions", { token })).toMatchObject({ json: { sessions: [] } });
  });

  it("a service that names a user finds only that user's chats", async () => {
    const headers = { "x-internal-api-key": internalKey };
    const path = "/api/sessions/owned?app_id=app&user_id=";
    expect(await gateway.call("GET", `${path}bob`, { headers })).toMatchObject(notFound);
    expect(await gateway.call("GET", `${path}ann`, { headers })).toMatchObject({ status: 200 });
    const token = await gateway.service();
    expect(await gateway.call("GET", "/api/sessions/owned?user_id=bob", { token })).toMatchObject(notFound);
    expect(await gateway.call("GET", "/api/sessions/owned?app_id=other", { token })).toMatchObject({ status: 403 });
  });

  it("naming another user or app in the query is refused on every route", async () => {
    const token = await gateway.token(owner);
    for (const { name, method, path, options } of everyDoor(gateway, "owned"))
      for (const query of ["user_id=bob", "app_id=other"]) {
        const answer = await gateway.call<Problem>(method, `${path}?${query}`, { ...options, token });
        expect([name, answer.status, answer.json.code]).toEqual([name, 403, "identity.mismatch"]);
      }
  });

  it("a chat of another workflow than the token's is a conflict", async () => {
    const token = await gateway.token({ ...owner, workflow_id: "Other" });
    for (const answer of Object.values(await doorsOfChat("owned", token)))
      expect(answer).toMatchObject({ status: 409, json: { code: "session.workflow-mismatch" } });
  });

  it.each(["a b", "%2e%2e%2f", "x".repeat(129), "%zz", "💬"])("%j is no chat id", async (id) => {
    const token = await gateway.token(owner);
    const answer = await gateway.call<Problem>("GET", `/api/sessions/${id}`, { token });
    expect([answer.status, answer.json.code]).toEqual([400, "request.invalid"]);
  });

  it("an erased chat answers like one that never was", async () => {
    const gone = { ...owner, chat_id: "gone" };
    const token = await gateway.token(gone);
    await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
    expect((await gateway.call("DELETE", "/api/sessions/gone", { token })).status).toBe(204);
    const erased = await doorsOfChat("gone", token);
    const service = await doorsOfChat("gone", await gateway.service());
    for (const answer of [...Object.values(erased), ...Object.values(service)]) expect(answer).toMatchObject(notFound);
    expect(service).toEqual(await doorsOfChat("never-there", await gateway.service()));
  });
});
