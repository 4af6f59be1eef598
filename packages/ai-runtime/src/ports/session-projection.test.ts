import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NewEvent, SessionRecord } from "./event-store.ts";
import { projectSession, sessionPatch } from "./session-projection.ts";

const base = { timestamp: "2026-01-01T00:00:00.000Z", event_id: "evt_1" };
const record: SessionRecord = {
  app_id: "acme",
  chat_id: "chat",
  user_id: "ann",
  workflow_id: "Flow",
  workflow_version: "v1",
  title: "",
  status: "created",
  preview: "",
  created_at: base.timestamp,
  updated_at: base.timestamp,
  head_seq: 0,
  runnable: false,
};

const user = (content: string): NewEvent => ({ ...base, type: "user_message", message_id: "msg_1", content });
const agent = (content: string, visible = true): NewEvent => ({
  ...base,
  type: "agent_message",
  message_id: "msg_2",
  agent: "Writer",
  epoch: 1,
  content,
  finish_reason: "stop",
  visible,
});
const started: NewEvent = { ...base, type: "run_started", run_id: "run_1", cause: "user_message" };
const recovered: NewEvent = { ...base, type: "run_recovery", run_id: "run_1", step: "model" };
const paused: NewEvent = { ...base, type: "run_paused", run_id: "run_1", waiting_for: "user" };
const failed: NewEvent = { ...base, type: "workflow_failed", run_id: "run_1", error: { code: "internal", title: "x" } };

describe("the projection of a session", () => {
  it.each([
    [[started], "running"],
    [[started, paused], "paused"],
    [[started, paused, user("more")], "paused"],
    [[started, failed], "failed"],
    [[started, recovered], "running"],
    [[user("hello")], "created"],
  ])("follows the runs: case %#", (events, status) => {
    expect(projectSession(record, events).status).toBe(status);
  });

  it("shows the last visible text in one line and takes its title from the first of a person", () => {
    const events = [agent("Welcome"), user("  Plan\na   trip "), user("second"), agent("internal", false), agent(" ")];
    expect(projectSession(record, events)).toMatchObject({ title: "Plan a trip", preview: "second", head_seq: 5 });
    expect(projectSession({ ...record, title: "Given" }, events).title).toBe("Given");
  });

  it.each([[["/content"]], [["/attachments", "/content"]]])(
    "shows nothing of a message that is hidden: %o",
    (redact) => {
      const event = Object.assign(user("secret"), { redact });
      expect(projectSession(record, [event])).toMatchObject({ title: "", preview: "" });
    },
  );

  it.each([[[]], [["/attachments"]]])("shows a message of which the text is not hidden: %o", (redact) => {
    const event = Object.assign(user("hello"), { redact });
    expect(projectSession(record, [event])).toMatchObject({ title: "hello", preview: "hello" });
  });

  it("changes nothing without events", () => {
    expect(projectSession(record, [])).toBe(record);
  });

  it("takes any spelling of a time, and refuses what is none", () => {
    const event = { ...user("hello"), timestamp: "2026-01-01T10:00:00+02:00" };
    expect(sessionPatch([event]).updated_at).toBe("2026-01-01T08:00:00.000Z");
    expect(() => sessionPatch([{ ...event, timestamp: "yesterday" }])).toThrow(RangeError);
  });

  it("is the same however the log was cut into appends", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme", minLength: 100, maxLength: 200 }));
    const event = fc.oneof(
      text.map(user),
      fc.tuple(text, fc.boolean()).map(([content, visible]) => agent(content, visible)),
      fc.constantFrom(started, recovered, paused, failed),
    );
    const appends = fc.array(fc.array(event, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    const property = fc.property(appends, (groups) => {
      const whole = projectSession(record, groups.flat());
      expect(groups.reduce<SessionRecord>(projectSession, record)).toEqual(whole);
      expect(whole.title.length).toBeLessThanOrEqual(60);
      expect(whole.preview.length).toBeLessThanOrEqual(140);
      expect(whole.title.isWellFormed() && whole.preview.isWellFormed()).toBe(true);
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});
