import { describe, expect, it } from "vitest";
import { scriptedChat } from "../test/scripted-chat.ts";
import { applyEvent, emptyView, hasGap, missesText, type Frame, type SessionView } from "./fold.ts";

const folded = (frames: readonly Frame[], view: SessionView = emptyView("chat-1")) => frames.reduce(applyEvent, view);

const started = () => {
  const chat = scriptedChat();
  const frames = [
    chat.event("user_message", { message_id: "msg-0", content: "Hi", client_id: "c-1" }),
    chat.event("run_started", { run_id: "run-1", cause: "user_message" }),
  ];
  return { chat, view: folded(frames) };
};

describe("streamed text", () => {
  it("grows delta by delta beside the rows", () => {
    const { chat, view } = started();
    const streamed = folded([chat.delta("Hel", 0), chat.delta("lo", 3)], view);
    expect(streamed.partial).toEqual({ message_id: "msg-1", agent: "Ada", epoch: 2, text: "Hello" });
    expect(streamed.rows).toBe(view.rows);
  });

  it("is replaced by the logged message, and later deltas of that message change nothing", () => {
    const { chat, view } = started();
    const logged = chat.event("agent_message", {
      message_id: "msg-1",
      agent: "Ada",
      epoch: 2,
      content: "Hello!",
      finish_reason: "stop",
      visible: true,
    });
    const done = folded([chat.delta("Hel", 0), logged], view);
    expect(done.partial).toBeUndefined();
    expect(done.rows.at(-1)).toMatchObject({ kind: "message", key: "msg-1", content: "Hello!" });
    const late = chat.delta("lo", 3);
    expect(applyEvent(done, late)).toBe(done);
    expect(missesText(done, late)).toBe(false);
  });

  it("starts again at offset 0 of a higher epoch and drops what a slower, lower epoch still sends", () => {
    const { chat, view } = started();
    const taken = folded([chat.delta("Hel", 0), chat.delta("Good", 0, { epoch: 5 })], view);
    expect(taken.partial).toMatchObject({ epoch: 5, text: "Good" });
    expect(applyEvent(taken, chat.delta("lo", 3))).toBe(taken);
  });

  it("is written over when a retried call streams the same message from its start", () => {
    const { chat, view } = started();
    const retried = folded([chat.delta("Hello th", 0), chat.delta("Hi ", 0), chat.delta("you", 3)], view);
    expect(retried.partial?.text).toBe("Hi you");
  });

  it("is taken back by an empty delta", () => {
    const { chat, view } = started();
    expect(folded([chat.delta("Hello", 0), chat.delta("", 0)], view).partial?.text).toBe("");
  });

  it("keeps what came after a delta that arrives twice", () => {
    const { chat, view } = started();
    const streamed = folded([chat.delta("Hel", 0), chat.delta("lo", 3)], view);
    expect(applyEvent(streamed, chat.delta("Hel", 0))).toBe(streamed);
  });

  it("waits when text before a delta is missing, and says so", () => {
    const { chat, view } = started();
    const streamed = applyEvent(view, chat.delta("Hel", 0));
    for (const frame of [chat.delta("there", 9), chat.delta("there", 9, { epoch: 5 })]) {
      expect(applyEvent(streamed, frame)).toBe(streamed);
      expect(missesText(streamed, frame)).toBe(true);
    }
    expect(missesText(view, chat.delta("there", 9))).toBe(true);
    expect(missesText(streamed, chat.delta("lo", 3))).toBe(false);
  });

  it("is gone when the run ends without a message", () => {
    const { chat, view } = started();
    const end = chat.event("workflow_failed", {
      run_id: "run-1",
      error: { code: "model.unavailable", title: "The model provider is unavailable" },
    });
    expect(folded([chat.delta("Hel", 0), end], view).partial).toBeUndefined();
  });
});

describe("order", () => {
  it("ignores an event that is repeated, of another chat, or comes before its time", () => {
    const { chat, view } = started();
    const skipped = chat.event("agent_selected", { agent: "Ada", reason: { kind: "initial" } });
    const early = chat.event("context_update", { changes: { a: 1 }, cause: "tool" });
    expect(applyEvent(view, early)).toBe(view);
    expect(hasGap(view, early)).toBe(true);
    expect(hasGap(view, skipped)).toBe(false);
    const next = applyEvent(view, skipped);
    expect(applyEvent(next, skipped)).toBe(next);
    const foreign = scriptedChat("chat-2", 3).event("context_update", { changes: { a: 1 }, cause: "tool" });
    expect(applyEvent(next, foreign)).toBe(next);
    expect(hasGap(next, foreign)).toBe(false);
  });

  it("counts a logged event of an unknown type and changes nothing else", () => {
    const { chat, view } = started();
    const unknown = { ...chat.event("timer_fired", { timer_id: "t" }), type: "weather_changed" } as unknown as Frame;
    expect(applyEvent(view, unknown)).toEqual({ ...view, head_seq: 3, rows_seq: 3 });
  });

  it("sees in a ping and in replay_complete that events are missing", () => {
    const { chat, view } = started();
    expect(hasGap(view, chat.frame("ping", { head_seq: 3 }))).toBe(true);
    expect(hasGap(view, chat.frame("ping", { head_seq: 2 }))).toBe(false);
    expect(hasGap(view, chat.frame("replay_complete", { through_seq: 3 }))).toBe(true);
    expect(hasGap(view, chat.frame("replay_complete", { through_seq: 2 }))).toBe(false);
  });
});
