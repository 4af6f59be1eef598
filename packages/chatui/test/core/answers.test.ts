import { expect, it } from "vitest";
import { createChatSession, createMemoryStorage } from "../../src/core.ts";
import { openFixture } from "./fixture-session.ts";

const answersOf = (chat: Awaited<ReturnType<typeof openFixture>>["chat"]) =>
  chat.log.flatMap((event) =>
    event.type === "ui_tool_response" || event.type === "approval_response" ? [event.call_id] : [],
  );

it("an approval that is given while the log is read again arrives", async () => {
  const { chat, clock, session, runtime, playUntil } = await openFixture("several-requests");
  await playUntil("ui_tool_response");
  runtime.isAway = true;
  runtime.cut();
  session.loadEarlier();
  await clock.advance(1_000);
  session.decide("c3", "approve");
  expect(session.store.getState().outbox).toMatchObject([{ message: { call_id: "c3", arguments_hash: "h3" } }]);
  runtime.isAway = false;
  await clock.advance(30_000);
  expect(answersOf(chat)).toEqual(["c3"]);
});

it("an answer that was given offline, before a reload and in another tab is recorded once, and the second is told", async () => {
  const storage = createMemoryStorage();
  const { chat, clock, session, runtime, playUntil } = await openFixture("several-requests", { storage });
  await playUntil("ui_tool_response");
  const other = createChatSession({ ...runtime, chatId: chat.chatId, storage: createMemoryStorage() });
  other.start();
  await clock.advance(1_000);
  runtime.isAway = true;
  runtime.cut();
  session.respond("c1", { from: "offline" });
  other.respond("c1", { from: "another device" });
  session.close();
  const reloaded = createChatSession({ ...runtime, chatId: chat.chatId, storage });
  runtime.isAway = false;
  reloaded.start();
  await clock.advance(1_000);
  other.wake();
  await clock.advance(30_000);
  expect(answersOf(chat)).toEqual(["c1"]);
  expect(reloaded.store.getState()).toMatchObject({ outbox: [], problem: undefined });
  expect(other.store.getState()).toMatchObject({ outbox: [], problem: { code: "request.not-open" } });
  expect(storage.length).toBe(0);
});

it("an answer that was refused is let go when its request is answered elsewhere", async () => {
  const storage = createMemoryStorage();
  const { chat, clock, session, playUntil } = await openFixture("several-requests", { storage });
  await playUntil("ui_tool_response");
  session.respond("c1", "x".repeat(300_000));
  await clock.advance(5_000);
  expect(session.store.getState().outbox).toMatchObject([{ state: "failed", problem: { code: "request.too-large" } }]);
  chat.accept({ type: "ui_tool_response", call_id: "c1", response: { from: "another device" } });
  await clock.advance(1_000);
  expect(session.store.getState().outbox).toEqual([]);
  expect(storage.length).toBe(0);
});

it.each(["token.expired", "server.closing"])(
  "a message that %s refuses is not at fault: it is sent again",
  async (code) => {
    const { chat, clock, session, runtime } = await openFixture("streamed-answer", {
      newId: () => "mine",
      runtime: { latencyMs: 500 },
    });
    await clock.advance(5_000);
    const states = new Set<string>();
    session.store.subscribe(({ outbox }) => outbox.forEach(({ state }) => states.add(state)));
    session.send("Still there?");
    const refusal = { type: "error", code, title: "Refused", client_id: "mine", chat_id: chat.chatId };
    runtime.sendRaw(chat.chatId, JSON.stringify({ ...refusal, timestamp: new Date(0).toISOString() }));
    await clock.advance(700);
    runtime.cut(4401);
    await clock.advance(30_000);
    expect(states).not.toContain("failed");
    expect(session.store.getState()).toMatchObject({ outbox: [], problem: undefined });
    expect(chat.log.filter(({ client_id }) => client_id === "mine")).toHaveLength(1);
  },
);
