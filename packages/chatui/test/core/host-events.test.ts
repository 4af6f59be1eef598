import { expect, it } from "vitest";
import { createChatSession, createMemoryStorage, toHostEvents, type HostEvent } from "../../src/core.ts";
import { openFixture } from "./fixture-session.ts";

it("tells a host what happens, and not what had happened before the chat was opened", async () => {
  const { chat, runtime, session, clock, playUntil } = await openFixture("streamed-answer");
  const told: HostEvent[] = [];
  session.store.subscribe((after, before) => told.push(...toHostEvents(before, after)));
  await playUntil();
  runtime.cut();
  await clock.advance(5_000);
  expect(told).toEqual([
    { type: "message", chat_id: chat.chatId, message_id: "msg_1", role: "user" },
    { type: "session", chat_id: chat.chatId, workflow_name: "hello_world", status: "running" },
    { type: "message", chat_id: chat.chatId, message_id: "msg_2", role: "agent" },
    { type: "unread", count: 1 },
    { type: "session", chat_id: chat.chatId, workflow_name: "hello_world", status: "paused" },
    { type: "connection", state: "reconnecting" },
    { type: "connection", state: "online" },
  ]);
});

it("tells where a journey leads and why a chat ended", async () => {
  const { chat, runtime, session, clock, playUntil } = await openFixture("artifact-work");
  const told: HostEvent[] = [];
  session.store.subscribe((after, before) => told.push(...toHostEvents(before, after)));
  await playUntil();
  runtime.cut(4404);
  await clock.advance(5_000);
  const rest = told.filter(({ type }) => ["navigate", "error"].includes(type));
  expect(rest).toEqual([
    { type: "navigate", workflow_name: "sharing", chat_id: "chat_sharing", artifact_id: "plan" },
    { type: "error", code: "session.not-found", title: "This chat does not exist" },
  ]);
  expect(chat.player.isDone).toBe(true);
});

it("counts what is unread, over a reload as well, until the person has seen it", async () => {
  const storage = createMemoryStorage();
  const { runtime, session, clock, playUntil } = await openFixture("several-requests", { storage });
  session.markRead();
  await playUntil("ui_tool_response");
  expect(session.store.getState().unread).toBe(3);
  session.close();
  const again = createChatSession({ ...runtime, chatId: session.chatId, storage });
  again.start();
  await clock.advance(1_000);
  expect(again.store.getState().unread).toBe(3);
  again.markRead();
  expect(again.store.getState().unread).toBe(0);
});
