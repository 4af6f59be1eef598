import type { CreatedSession, EventPage, SessionDetail, SessionPage, Ticket, Transcript } from "@mozaiks/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { waitForFirstRun } from "../../src/gateway/wait-for-run.ts";
import { tenantOf } from "../../src/ports.ts";
import { type Gateway, grant, internalKey, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let token: string;
let service: string;

beforeEach(async () => {
  gateway = await startGateway({
    manifest: {
      variables: [{ name: "plan" }, { name: "note", client_visible: false }],
      tools: [{ name: "look_up", show: "name" }],
    },
    script: {
      A: [{ text: "Let me see.", calls: [["look_up", { query: "hidden argument" }]] }, "Here you are."],
    },
    engine: {
      tools: {
        look_up: (_args, { context }) => {
          context.set("plan", "pro");
          context.set("note", "hidden note");
          return { found: "hidden result" };
        },
      },
    },
  });
  token = await gateway.token();
  service = await gateway.service();
});

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
});

async function converse(): Promise<void> {
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  const sent = await gateway.call("POST", "/api/sessions/chat_1/messages", {
    token,
    body: { type: "user_message", content: "Hello", client_id: "c1" },
  });
  expect(sent).toMatchObject({ status: 202, json: { client_id: "c1", event_seq: 2 } });
  const { store, bus } = gateway.parts;
  const { execution } = await waitForFirstRun({ store, bus }, tenantOf("app"), "chat_1", AbortSignal.timeout(10_000));
  expect(execution.status).toBe("paused");
}

describe("opening", () => {
  it("makes the token's chat once, and finds it after that", async () => {
    const first = await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "test" } });
    expect(first).toMatchObject({
      status: 201,
      json: { chat_id: "chat_1", workflow_id: "Test", status: "created", ws_url: "ws://localhost/ws/chat" },
    });
    const again = await gateway.call("POST", "/api/sessions", {
      token,
      body: { workflow_id: "Test", chat_id: "chat_1" },
    });
    expect(again).toMatchObject({ status: 200, json: { chat_id: "chat_1" } });
  });

  it("says wss behind a proxy that speaks TLS", async () => {
    const headers = { "x-forwarded-proto": "https" };
    const { json } = await gateway.call<CreatedSession>("POST", "/api/sessions", {
      token,
      headers,
      body: { workflow_id: "Test" },
    });
    expect(json.ws_url).toBe("wss://localhost/ws/chat");
  });

  it("refuses another chat, another workflow and another user than the token's", async () => {
    const open = (body: object) => gateway.call("POST", "/api/sessions", { token, body });
    expect(await open({ workflow_id: "Test", chat_id: "other" })).toMatchObject({ status: 404 });
    expect(await open({ workflow_id: "Other" })).toMatchObject({
      status: 409,
      json: { code: "session.workflow-mismatch" },
    });
    expect(await open({ workflow_id: "Test", user_id: "bob" })).toMatchObject({
      status: 403,
      json: { code: "identity.mismatch" },
    });
    expect(await open({ workflow_id: "Test", app_id: "other" })).toMatchObject({ status: 403 });
  });

  it("lets a service token open chats for the user it names", async () => {
    const named = await gateway.call<CreatedSession>("POST", "/api/sessions", {
      token: service,
      body: { workflow_id: "Test", user_id: "bob" },
    });
    expect(named).toMatchObject({ status: 201, json: { chat_id: expect.stringMatching(/^chat_/) } });
    const unnamed = await gateway.call("POST", "/api/sessions", { token: service, body: { workflow_id: "Test" } });
    expect(unnamed).toMatchObject({ status: 400, json: { code: "request.invalid" } });
    const other = await gateway.call("POST", "/api/sessions", {
      token: service,
      body: { workflow_id: "Test", user_id: "eve", chat_id: named.json.chat_id },
    });
    expect(other).toMatchObject({ status: 404, json: { code: "session.not-found" } });
  });

  it("takes app and user from query or body with the internal key", async () => {
    const headers = { "x-internal-api-key": internalKey };
    const body = { workflow_id: "Test", app_id: "app", user_id: "bob" };
    expect(await gateway.call("POST", "/api/sessions", { headers, body })).toMatchObject({ status: 201 });
    const listed = await gateway.call<SessionPage>("GET", "/api/sessions?app_id=app&user_id=bob", { headers });
    expect(listed.json.sessions).toHaveLength(1);
    expect(await gateway.call("GET", "/api/sessions", { headers })).toMatchObject({ status: 400 });
    expect(
      await gateway.call("GET", "/api/sessions?app_id=app", { headers: { "x-internal-api-key": `${internalKey}x` } }),
    ).toMatchObject({ status: 401, json: { code: "token.invalid" } });
  });
});

describe("a conversation", () => {
  it("is told in detail, transcript, usage and list", async () => {
    await converse();
    const detail = await gateway.call("GET", "/api/sessions/chat_1", { token });
    expect(detail).toMatchObject({
      status: 200,
      json: { status: "paused", waiting_for: "user", context: { plan: "pro" }, workflow: { workflow_id: "Test" } },
    });
    expect(detail.text).not.toContain("hidden");
    const transcript = await gateway.call<Transcript>("GET", "/api/sessions/chat_1/transcript", { token });
    expect(transcript.json.entries.map((entry: { content: string }) => entry.content)).toEqual([
      "Hello",
      "Let me see.",
      "Here you are.",
    ]);
    const usage = await gateway.call("GET", "/api/sessions/chat_1/usage", { token });
    expect(usage.json).toMatchObject({ totals: { total_tokens: 30, cost_usd: 0.002 }, calls: [{}, {}] });
    const list = await gateway.call<SessionPage>("GET", "/api/sessions", { token });
    expect(list.json.sessions).toMatchObject([{ chat_id: "chat_1", status: "paused", preview: "Here you are." }]);
    expect(Object.keys(list.json.sessions[0] ?? {})).not.toContain("grant");
  });

  it("shows launch tokens frames and service tokens whole events", async () => {
    await converse();
    for (const path of ["events", "trace"]) {
      const seen = await gateway.call("GET", `/api/sessions/chat_1/${path}`, { token });
      expect(seen.status).toBe(200);
      expect(seen.text).not.toContain("hidden");
      const whole = await gateway.call("GET", `/api/sessions/chat_1/${path}`, { token: service });
      expect(whole.text).toContain("hidden argument");
      expect(whole.text).toContain("hidden result");
      expect(whole.text).toContain("hidden note");
      expect(whole.text).not.toContain('"/');
    }
  });

  it("is paged by seq in both directions", async () => {
    await converse();
    const page = async (query: string) =>
      (await gateway.call<EventPage>("GET", `/api/sessions/chat_1/events?${query}`, { token })).json;
    const all = await page("");
    const seqs = (events: { seq: number }[]) => events.map(({ seq }) => seq);
    expect(seqs(all.events)).toEqual(Array.from({ length: all.head_seq }, (_, index) => index + 1));
    expect(all.has_more).toBe(false);
    expect(await page("after_seq=2&limit=3")).toMatchObject({
      events: [{ seq: 3 }, { seq: 4 }, { seq: 5 }],
      has_more: true,
    });
    expect(await page("before_seq=4&limit=2")).toMatchObject({ events: [{ seq: 2 }, { seq: 3 }], has_more: true });
    expect(await page("before_seq=3")).toMatchObject({ events: [{ seq: 1 }, { seq: 2 }], has_more: false });
    expect(await page(`after_seq=${all.head_seq}`)).toMatchObject({ events: [], has_more: false });
    expect(await page(`after_seq=${all.head_seq + 1}`)).toMatchObject({ code: "session.seq-ahead" });
    expect(await page("limit=0")).toMatchObject({ code: "request.invalid" });
    expect(await page("after_seq=x")).toMatchObject({ code: "request.invalid" });
  });

  it("is renamed, cancelled and erased for ever", async () => {
    await converse();
    const renamed = await gateway.call("PATCH", "/api/sessions/chat_1", { token, body: { title: "  Plans " } });
    expect(renamed).toMatchObject({ status: 200, json: { title: "Plans" } });
    expect((await gateway.call<SessionDetail>("GET", "/api/sessions/chat_1", { token })).json.title).toBe("Plans");
    expect(await gateway.call("POST", "/api/sessions/chat_1/cancel", { token })).toMatchObject({ status: 202 });
    expect(await gateway.call("DELETE", "/api/sessions/chat_1", { token })).toMatchObject({ status: 204, text: "" });
    expect(await gateway.call("GET", "/api/sessions/chat_1", { token })).toMatchObject({ status: 404 });
    expect(await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } })).toMatchObject({
      status: 404,
      json: { code: "session.not-found" },
    });
  });

  it("answers a repeated message with the first one's seq", async () => {
    await converse();
    const repeated = await gateway.call("POST", "/api/sessions/chat_1/messages", {
      token,
      body: { type: "user_message", content: "Hello", client_id: "c1" },
    });
    expect(repeated).toMatchObject({ status: 202, json: { client_id: "c1", event_seq: 2 } });
  });
});

describe("tickets", () => {
  it("are given for a session that does not exist yet, and open one stream", async () => {
    const { json } = await gateway.call<Ticket>("POST", "/api/sessions/chat_1/ticket", { token });
    expect(json).toEqual({ ticket: expect.stringMatching(/^[\w-]{43}$/), expires_in: 30 });
    const path = `/api/sessions/chat_1/events?ticket=${json.ticket}`;
    const headers = { accept: "text/event-stream" };
    expect(await gateway.call("GET", path)).toMatchObject({ status: 401, json: { code: "token.missing" } });
    expect(await gateway.call("GET", path, { headers })).toMatchObject({ status: 200 });
    expect(await gateway.call("GET", path, { headers })).toMatchObject({
      status: 401,
      json: { code: "ticket.invalid" },
    });
  });

  it("never carry more than the session's user, also from a service token", async () => {
    await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
    const { json } = await gateway.call<Ticket>("POST", "/api/sessions/chat_1/ticket", { token: service });
    const identity = await gateway.parts.tickets.redeemTicket(json.ticket);
    expect(identity).toMatchObject({ kind: "launch", user_id: grant.user_id, chat_id: "chat_1", workflow_id: "Test" });
    const none = await gateway.call("POST", "/api/sessions/nowhere/ticket", { token: service });
    expect(none).toMatchObject({ status: 404 });
  });
});

it("lists a user's sessions newest first, page by page, and by status", async () => {
  for (const chat_id of ["one", "two", "three"])
    await gateway.call("POST", "/api/sessions", {
      token: await gateway.token({ chat_id }),
      body: { workflow_id: "Test" },
    });
  await gateway.call("POST", "/api/sessions", {
    token: await gateway.token({ user_id: "bob", chat_id: "bobs" }),
    body: { workflow_id: "Test" },
  });
  const first = await gateway.call<SessionPage>("GET", "/api/sessions?limit=2", { token });
  const second = await gateway.call<SessionPage>("GET", `/api/sessions?limit=2&cursor=${first.json.next_cursor}`, {
    token,
  });
  const chats = [...first.json.sessions, ...second.json.sessions].map(({ chat_id }) => chat_id);
  expect(new Set(chats)).toEqual(new Set(["one", "two", "three"]));
  expect(chats).toHaveLength(3);
  expect(second.json.next_cursor).toBeUndefined();
  expect((await gateway.call<SessionPage>("GET", "/api/sessions?status=failed", { token })).json.sessions).toEqual([]);
  expect(await gateway.call("GET", "/api/sessions?status=odd", { token })).toMatchObject({ status: 400 });
  expect((await gateway.call<SessionPage>("GET", "/api/sessions", { token: service })).json.sessions).toHaveLength(4);
  expect(
    (await gateway.call<SessionPage>("GET", "/api/sessions?user_id=bob", { token: service })).json.sessions,
  ).toHaveLength(1);
  expect(await gateway.call("GET", "/api/sessions?user_id=bob", { token })).toMatchObject({ status: 403 });
  expect(await gateway.call("GET", "/api/sessions?cursor=forged", { token })).toMatchObject({ status: 400 });
});
