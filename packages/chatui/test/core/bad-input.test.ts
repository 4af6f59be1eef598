import { describe, expect, it } from "vitest";
import { createChatSession, createMemoryStorage } from "../../src/core.ts";
import { createFakeClock, createFixtureRuntime } from "../../src/testing.ts";
import { openFixture } from "./fixture-session.ts";

const malformed = [
  "null",
  "[]",
  '"text"',
  "{",
  "{}",
  '{"type":7}',
  '{"type":"agent_message"}',
  '{"type":"session_state","head_seq":"many"}',
  '{"type":"constructor","seq":1}',
  "[".repeat(200_000),
];

describe("what a server sends that cannot be read", () => {
  it.each(malformed)("%.40s is left out, and the chat lives on", async (text) => {
    const { runtime, chat, session, playUntil } = await openFixture("streamed-answer");
    runtime.sendRaw(chat.chatId, text.replace("{", `{"chat_id":"${chat.chatId}",`));
    runtime.sendRaw(chat.chatId, text);
    await playUntil();
    expect(session.store.getState().view?.rows).toEqual(chat.view.rows);
    expect(session.store.getState().connection.phase).toBe("online");
  });

  it("a logged event with a broken payload is a notice in its place; an unknown type is nothing", async () => {
    const { session, playUntil } = await openFixture("unknown-and-malformed");
    await playUntil();
    const { view } = session.store.getState();
    expect(view?.rows.map((row) => (row.kind === "notice" ? row.detail : row.kind))).toEqual([
      "message",
      "The event agent_message cannot be shown: content is not what it should be.",
      "The event usage_update cannot be shown: tokens.prompt_tokens is not what it should be.",
      "The event tool_call cannot be shown: call_id is not what it should be.",
      "The event artifact_updated cannot be shown: version is not what it should be.",
      "The event context_update cannot be shown: changes is not what it should be.",
      "message",
      "message",
      "message",
    ]);
    expect(view?.usage.total_tokens).toBe(0);
  });

  it("a session whose state cannot be read is read from its log", async () => {
    const { clock, runtime, chat, session } = await openFixture("tools", { tail: 3, runtime: { inputs: "play" } });
    await clock.advance(60_000);
    expect(session.store.getState().view?.from_seq).toBe(0);
    runtime.cut();
    chat.view = { ...chat.view, usage: JSON.parse("null") };
    chat.record({ type: "notice", level: "info", code: "test.said" });
    await clock.advance(60_000);
    expect(session.store.getState().view?.rows.at(-1)).toMatchObject({ kind: "notice", code: "test.said" });
  });

  it("a message of 5 MB is a message", async () => {
    const { clock, chat, session } = await openFixture("streamed-answer");
    const content = "x".repeat(5_000_000);
    chat.record({
      type: "agent_message",
      message_id: "big",
      agent: "Ada",
      epoch: 1,
      content,
      finish_reason: "stop",
      visible: true,
    });
    await clock.advance(1_000);
    expect(session.store.getState().view?.rows.at(-1)).toMatchObject({ kind: "message", content });
  });
});

describe("what a person sends that is too big", () => {
  it("a message of 5 MB fails with its reason, and those around it arrive once", async () => {
    const { clock, chat, session } = await openFixture("unknown-and-malformed");
    session.send("before");
    session.send("x".repeat(5_000_000));
    session.send("after");
    await clock.advance(10_000);
    expect(session.store.getState().outbox).toMatchObject([
      { state: "failed", problem: { code: "request.too-large" } },
    ]);
    const said = chat.log.flatMap((event) => (event.type === "user_message" ? [event.content] : []));
    expect(said).toEqual(["before", "after"]);
    expect(session.store.getState().connection.phase).toBe("online");
  });

  it("a message of too many characters fails with what the server says", async () => {
    const { clock, session } = await openFixture("streamed-answer");
    session.send("x".repeat(100_001));
    await clock.advance(1_000);
    expect(session.store.getState().outbox).toMatchObject([{ state: "failed", problem: { code: "message.invalid" } }]);
  });
});

describe("what a host gives that cannot be used", () => {
  it("a token that is none stops the chat with words about the adapter", async () => {
    const { clock, session } = await openFixture("tools", { auth: { getToken: () => JSON.parse("null") } });
    await clock.advance(60_000);
    expect(session.store.getState().connection).toMatchObject({
      phase: "stopped",
      problem: { code: "auth.no-token", detail: expect.stringContaining("authAdapter.getToken()") },
    });
  });

  it("without an adapter it takes tokens from mozaiks dev", async () => {
    const clock = createFakeClock();
    const { auth: _auth, ...runtime } = createFixtureRuntime({ clock });
    const session = createChatSession({ ...runtime, chatId: "chat_tools", storage: createMemoryStorage() });
    session.start();
    await clock.advance(1_000);
    expect(session.store.getState().connection.phase).toBe("online");
    expect(runtime.requests[0]).toBe("POST /dev/token");
  });

  it.each([
    ["another server", () => new Response("<h1>Not found</h1>", { status: 404 })],
    ["a page that answers everything", () => new Response("<h1>Hello</h1>", { status: 200 })],
    ["mozaiks runtime", () => Response.json({ code: "route.not-found", title: "No such route" }, { status: 404 })],
  ])("without an adapter %s makes it stop and say what is missing", async (_, answer) => {
    const clock = createFakeClock();
    const storage = createMemoryStorage();
    const baseUrl = "https://runtime.test";
    const session = createChatSession({ baseUrl, chatId: "c", storage, clock, fetch: async () => answer() });
    session.start();
    await clock.advance(10_000);
    expect(session.store.getState().connection).toMatchObject({
      phase: "stopped",
      problem: { code: "auth.no-adapter", detail: expect.stringContaining("https://runtime.test/dev/token") },
    });
  });

  it("sockets go where wsBaseUrl says", async () => {
    const wsBaseUrl = "https://sockets.test/eu";
    const { runtime } = await openFixture("tools", { wsBaseUrl });
    expect(runtime.connects[0]?.href).toMatch(/^wss:\/\/sockets\.test\/eu\/ws\/chat\?ticket=/);
  });
});
