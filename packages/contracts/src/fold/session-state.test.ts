import { describe, expect, it } from "vitest";
import { scriptedChat } from "../../test/scripted-chat.ts";
import { applyEvent, emptyView, toSessionState, type Frame, type SessionView } from "../fold.ts";

const workflow = { workflow_id: "w", version: "1", title: "Workflow", agents: [], suggestions: [] };
const timestamp = "2026-01-05T09:00:00.000Z";

function talked(count: number, chat = scriptedChat()) {
  const events = Array.from({ length: count }, (_, index) =>
    chat.event("user_message", { message_id: `m-${index}`, content: `text ${index}` }),
  );
  return { chat, events, view: fold(events) };
}
const fold = (frames: readonly Frame[], view: SessionView = emptyView("chat-1")) => frames.reduce(applyEvent, view);

describe("session_state", () => {
  it("starts rows after from_seq when the reader has none", () => {
    const { events, view } = talked(5);
    const state = toSessionState(view, { workflow, timestamp, from_seq: 3 });
    const joined = fold([state, ...events.slice(3)]);
    expect(joined).toMatchObject({ from_seq: 3, rows_seq: 5, head_seq: 5 });
    expect(joined.rows).toEqual(view.rows.slice(3));
  });

  it("keeps the rows of a reader that goes on where it was", () => {
    const { events, view } = talked(5);
    const known = fold(events.slice(0, 3));
    const joined = applyEvent(known, toSessionState(view, { workflow, timestamp, from_seq: 1 }));
    expect(joined.rows).toBe(known.rows);
    expect(fold(events.slice(1), joined).rows).toEqual(view.rows);
  });

  it("drops the rows of a reader that was away for too long", () => {
    const { events, view } = talked(5);
    const joined = applyEvent(fold(events.slice(0, 2)), toSessionState(view, { workflow, timestamp, from_seq: 4 }));
    expect(joined).toMatchObject({ rows: [], from_seq: 4, rows_seq: 4 });
  });

  it("changes nothing when it is older than the view", () => {
    const { events, view } = talked(5);
    const old = toSessionState(fold(events.slice(0, 2)), { workflow, timestamp, from_seq: 0 });
    expect(applyEvent(view, old)).toBe(view);
  });

  it("does not count again what it has counted in already", () => {
    const chat = scriptedChat();
    const used = chat.event("usage_update", {
      agent: "Ada",
      model: "m",
      tokens: { prompt_tokens: 7, completion_tokens: 1, total_tokens: 8 },
      total_tokens: 8,
      cost_usd: 0.1,
      user_id: "u",
      app_id: "a",
      workflow_id: "w",
    });
    const view = fold([used]);
    const joined = fold([toSessionState(view, { workflow, timestamp, from_seq: 0 }), used]);
    expect(joined.usage).toEqual(view.usage);
    expect(joined).toMatchObject({ rows_seq: 1, head_seq: 1 });
  });

  it("ends its partial text when the replay brings the whole message", () => {
    const { chat, events } = talked(1);
    const message = chat.event("agent_message", {
      message_id: "msg-1",
      agent: "Ada",
      epoch: 2,
      content: "Hello",
      finish_reason: "stop",
      visible: true,
    });
    const partial = { message_id: "msg-1", agent: "Ada", epoch: 2, text: "Hel" };
    const state = toSessionState(fold([...events, message]), { workflow, timestamp, from_seq: 0, partial });
    expect(applyEvent(emptyView("chat-1"), state).partial).toEqual(partial);
    expect(fold([state, ...events, message])).not.toHaveProperty("partial");
  });
});
