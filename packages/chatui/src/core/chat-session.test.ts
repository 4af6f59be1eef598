import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ScriptedChat } from "../../test/scripted-chat.ts";
import { scriptedToken, startScriptedServer, type ScriptedServer } from "../../test/scripted-server.ts";
import { createMemoryStorage } from "./key-value-storage.ts";
import { createFakeClock, createFixtureRuntime } from "../testing.ts";
import { createChatSession, type ChatSession, type ChatSessionOptions } from "./chat-session.ts";

const card = { workflow_id: "Hello", version: "1", title: "Hello", agents: [], suggestions: [] };
const silent = { card, description: "", script: () => undefined };
const open: AsyncDisposable[] = [];

afterEach(async () => {
  for (const resource of open.splice(0).toReversed()) await resource[Symbol.asyncDispose]();
});

async function setup(options: Partial<ChatSessionOptions> = {}): Promise<{
  server: ScriptedServer;
  chat: ScriptedChat;
  session: ChatSession;
}> {
  const server = await startScriptedServer([silent]);
  open.push(server);
  return { server, chat: server.chat("chat-1"), session: connect(server, options) };
}

function connect(server: ScriptedServer, options: Partial<ChatSessionOptions> = {}): ChatSession {
  const session = createChatSession({
    chatId: "chat-1",
    baseUrl: server.url,
    auth: { getToken: () => scriptedToken("chat-1", server.tokenSeconds) },
    storage: createMemoryStorage(),
    backoff: { baseMs: 2, maxMs: 10 },
    ...options,
  });
  open.push({ [Symbol.asyncDispose]: async () => session.close() });
  session.start();
  return session;
}

const online = (session: ChatSession) =>
  vi.waitFor(() => expect(session.store.getState().connection.phase).toBe("online"), { interval: 2 });
const eventually = (check: () => void) => vi.waitFor(check, { interval: 2, timeout: 5_000 });
const texts = (session: ChatSession) =>
  session.store.getState().view?.rows.flatMap((row) => (row.kind === "message" ? [row.content] : [])) ?? [];

describe("a connection", () => {
  it("brings the session and its rows at once, never half of them", async () => {
    const { chat, session } = await setup();
    for (let index = 0; index < 20; index += 1) chat.say(`m-${index}`, "Ada", `Line ${index}`);
    const seen = new Set<number>();
    session.store.subscribe(({ view }) => view && seen.add(view.rows.length));
    await online(session);
    await eventually(() => expect(texts(session)).toHaveLength(20));
    expect([...seen].filter((length) => length > 0 && length < 20)).toEqual([]);
    expect(session.store.getState().view?.workflow?.title).toBe("Hello");
  });

  it("uses a ticket, and the token only where the server gives no tickets", async () => {
    const { server, session } = await setup();
    await online(session);
    expect(server.connects[0]?.has("token")).toBe(false);
    server.givesTickets = false;
    server.cut();
    await eventually(() => expect(server.connects[1]?.has("token")).toBe(true));
    await online(session);
  });

  it("resumes after the last seq it has when the network is cut", async () => {
    const { server, chat, session } = await setup();
    chat.say("m-1", "Ada", "One");
    await eventually(() => expect(texts(session)).toEqual(["One"]));
    server.cut();
    chat.say("m-2", "Ada", "Two");
    await eventually(() => expect(texts(session)).toEqual(["One", "Two"]));
    expect(server.connects.at(-1)?.get("after_seq")).toBe("2");
  });

  it("keeps every character of a text that is being streamed while the network is cut", async () => {
    const { server, chat, session } = await setup();
    await online(session);
    chat.delta("m-1", "Ada", "Hello ");
    server.cut();
    chat.delta("m-1", "Ada", "wide ");
    await eventually(() => expect(session.store.getState().view?.partial?.text).toBe("Hello wide "));
    chat.delta("m-1", "Ada", "world");
    await eventually(() => expect(session.store.getState().view?.partial?.text).toBe("Hello wide world"));
  });

  it("resumes by itself when an event was lost on the way", async () => {
    const { chat, server, session } = await setup();
    await online(session);
    chat.losing = 1;
    chat.say("m-1", "Ada", "Lost");
    chat.say("m-2", "Ada", "Seen");
    await eventually(() => expect(texts(session)).toEqual(["Lost", "Seen"]));
    expect(server.connects).toHaveLength(2);
  });

  it("starts over when the log is shorter than it believes", async () => {
    const { chat, server, session } = await setup();
    chat.say("m-1", "Ada", "Old");
    await eventually(() => expect(texts(session)).toEqual(["Old"]));
    server.chats.delete("chat-1");
    server.cut();
    await eventually(() => expect(texts(session)).toEqual([]));
    server.chat("chat-1").say("m-9", "Ada", "New");
    await eventually(() => expect(texts(session)).toEqual(["New"]));
  });

  it("asks for a new token when the old one is refused", async () => {
    const getToken = vi.fn(() => scriptedToken("chat-1"));
    const { server, session } = await setup({ auth: { getToken } });
    await online(session);
    server.cut(4401);
    await eventually(() => expect(getToken).toHaveBeenCalledTimes(2));
    await online(session);
  });

  it("renews its token on the same socket before it expires", async () => {
    const tokens = [scriptedToken("chat-1", 30), scriptedToken("chat-1", 3600)];
    const { chat, server, session } = await setup({ auth: { getToken: () => tokens.shift() ?? "" } });
    await eventually(() => expect(chat.received).toMatchObject([{ type: "authenticate" }]));
    await online(session);
    expect(server.connects).toHaveLength(1);
  });

  it.each([4403, 4404, 4409])("stops with a reason when the server closes with %i", async (code) => {
    const { server, session } = await setup();
    await online(session);
    server.refuseNext(code);
    server.cut();
    await eventually(() => expect(session.store.getState().connection.phase).toBe("stopped"));
    session.wake();
    await online(session);
  });

  it("gives up on a token that is refused three times in a row", async () => {
    const { server, session } = await setup();
    await online(session);
    server.refuseNext(4401, 3);
    server.cut();
    await eventually(() =>
      expect(session.store.getState().connection).toMatchObject({
        phase: "stopped",
        problem: { code: "token.invalid" },
      }),
    );
  });

  it("comes back at once when it is woken", async () => {
    const { server, session } = await setup({ backoff: { baseMs: 60_000, maxMs: 60_000 } });
    await online(session);
    server.cut();
    await eventually(() => expect(session.store.getState().connection).toMatchObject({ phase: "reconnecting" }));
    session.wake();
    await online(session);
  });

  it("takes a server for gone that sent heartbeats and fell silent", async () => {
    const { server, chat, session } = await setup({ silenceMs: 40 });
    await online(session);
    chat.show("ping", { head_seq: chat.log.length });
    await eventually(() => expect(server.connects.length).toBeGreaterThan(2));
  });

  it("doubts a silent server that never sent a heartbeat only once", async () => {
    const clock = createFakeClock();
    const runtime = createFixtureRuntime({ clock, heartbeatMs: 1e12 });
    const session = createChatSession({ ...runtime, chatId: "chat_stream", storage: createMemoryStorage() });
    session.start();
    await clock.advance(600_000);
    expect(session.store.getState().connection.phase).toBe("online");
    session.close();
    expect(runtime.connects).toHaveLength(2);
  });

  it("finds what it missed by the head that a heartbeat names", async () => {
    const { server, chat, session } = await setup();
    await online(session);
    chat.losing = 1;
    chat.say("m-1", "Ada", "Lost");
    chat.show("ping", { head_seq: chat.log.length });
    await eventually(() => expect(texts(session)).toEqual(["Lost"]));
    expect(server.connects).toHaveLength(2);
  });

  it("begins with the newest events and loads earlier ones on demand", async () => {
    const { server, chat } = await setup();
    for (let index = 0; index < 12; index += 1) chat.say(`m-${index}`, "Ada", `Line ${index}`);
    const session = connect(server, { tail: 3 });
    await eventually(() => expect(texts(session)).toEqual(["Line 9", "Line 10", "Line 11"]));
    session.loadEarlier();
    await eventually(() => expect(texts(session)).toHaveLength(12));
    expect(session.store.getState().view?.from_seq).toBe(1);
  });
});

describe("the outbox", () => {
  it("shows a message at once and lets go of it when its event is there", async () => {
    const { session } = await setup();
    await online(session);
    session.send("Hi");
    expect(session.store.getState().outbox).toMatchObject([{ message: { content: "Hi" }, state: "sent" }]);
    await eventually(() => expect(texts(session)).toEqual(["Hi"]));
    expect(session.store.getState().outbox).toEqual([]);
  });

  it("sends what was typed offline once, when the connection is back", async () => {
    const { server, chat, session } = await setup();
    await online(session);
    server.away = true;
    server.cut();
    await eventually(() => expect(session.store.getState().connection.phase).toBe("reconnecting"));
    session.send("Hi");
    session.send("there");
    expect(session.store.getState().outbox.map(({ state }) => state)).toEqual(["queued", "queued"]);
    server.away = false;
    await eventually(() => expect(texts(session)).toEqual(["Hi", "there"]));
    expect(chat.log.filter(({ type }) => type === "user_message")).toHaveLength(2);
  });

  it("sends a message once even when the acknowledgement is lost with the connection", async () => {
    const { server, chat, session } = await setup();
    await online(session);
    chat.acknowledges = false;
    chat.losing = 1;
    session.send("Hi");
    await eventually(() => expect(chat.log.filter(({ type }) => type === "user_message")).toHaveLength(1));
    server.cut();
    await eventually(() => expect(texts(session)).toEqual(["Hi"]));
    expect(session.store.getState().outbox).toEqual([]);
    expect(chat.log.filter(({ type }) => type === "user_message")).toHaveLength(1);
  });

  it("survives a reload of the page", async () => {
    const storage = createMemoryStorage();
    const server = await startScriptedServer([silent]);
    open.push(server);
    server.away = true;
    const before = connect(server, { storage });
    before.send("Hi");
    before.close();
    server.away = false;
    const after = connect(server, { storage });
    expect(after.store.getState().outbox).toHaveLength(1);
    await eventually(() => expect(texts(after)).toEqual(["Hi"]));
    expect(storage.length).toBe(0);
  });

  it("keeps a refused message with its reason until it is sent again or given up", async () => {
    const { chat, session } = await setup();
    await online(session);
    chat.accept = (_, message) => {
      chat.show("error", {
        code: "limit.messages",
        title: "Too many messages",
        client_id: String(message["client_id"]),
      });
      return false;
    };
    session.send("Hi");
    const failed = () => session.store.getState().outbox[0];
    await eventually(() => expect(failed()).toMatchObject({ state: "failed", problem: { code: "limit.messages" } }));
    chat.accept = ScriptedChat.prototype.accept.bind(chat);
    session.resend(failed()?.client_id ?? "");
    await eventually(() => expect(texts(session)).toEqual(["Hi"]));
    expect(session.store.getState().outbox).toEqual([]);
  });
});

describe("any cut of a conversation", () => {
  it("ends in the same view as the uncut one", { timeout: 60_000 }, async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("say" as const), text: fc.string({ minLength: 1 }) }),
      fc.record({ do: fc.constant("delta" as const), text: fc.string({ minLength: 1 }) }),
      fc.record({ do: fc.constant("send" as const), text: fc.stringMatching(/^[a-z]{1,8}$/) }),
      fc.record({ do: fc.constant("cut" as const), code: fc.constantFrom(undefined, 1001, 1013, 4401) }),
      fc.record({ do: fc.constant("lose" as const), count: fc.integer({ min: 1, max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await using server = await startScriptedServer([silent]);
        const chat = server.chat("chat-1");
        const session = connect(server);
        const sent: string[] = [];
        await online(session);
        let messages = 0;
        for (const step of steps) {
          if (step.do === "say") chat.say(`m-${messages++}`, "Ada", step.text);
          else if (step.do === "delta") chat.delta(`m-${messages}`, "Ada", step.text);
          else if (step.do === "send") {
            sent.push(step.text);
            session.send(step.text);
          } else if (step.do === "cut") server.cut(step.code);
          else chat.losing = step.count;
          await new Promise((resolve) => setImmediate(resolve));
        }
        chat.losing = 0;
        chat.say("end", "Ada", "The end");
        await eventually(() => {
          const { view, outbox } = session.store.getState();
          expect(outbox).toEqual([]);
          expect(view?.rows).toEqual(chat.view.rows);
        });
        const recorded = chat.log.flatMap((event) => (event.type === "user_message" ? [event.content] : []));
        expect(recorded).toEqual(sent);
        session.close();
      }),
      { numRuns: 40 },
    );
  });
});
