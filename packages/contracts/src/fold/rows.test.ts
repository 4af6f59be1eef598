import { describe, expect, it } from "vitest";
import { scriptedChat } from "../../test/scripted-chat.ts";
import type { SessionEvent } from "../events.ts";
import type { Rows } from "./row-list.ts";
import { foldRows } from "./rows.ts";
import { progressToolRow } from "./tool-rows.ts";

const chat = scriptedChat();
const folded = (events: readonly SessionEvent[], rows: Rows = []) => events.reduce(foldRows, rows);
const statusOf = (rows: Rows, key: string) => rows.find((row) => row.key === key);

const call = (call_id: string, kind: "ui" | "module" | "handoff" = "module") =>
  chat.event("tool_call", { call_id, agent: "Ada", name: "look", kind });
const request = (call_id: string, awaiting_response = true) =>
  chat.event("ui_tool_request", {
    call_id,
    agent: "Ada",
    component: "core.form",
    display: "inline",
    payload: {},
    awaiting_response,
  });
const result = (call_id: string, status: "ok" | "error" | "dismissed") =>
  chat.event("tool_result", { call_id, name: "look", status, duration_ms: 3 });
const answer = (call_id: string) => chat.event("ui_tool_response", { call_id, response: { ok: true } });
const completed = () =>
  chat.event("workflow_complete", {
    run_id: "run",
    status: "completed",
    reason: "terminate",
    duration_ms: 1,
    tokens: 0,
    cost_usd: null,
  });

describe("a UI tool", () => {
  it("has a row for its call and one for its request, with different keys", () => {
    expect(folded([call("c", "ui"), request("c")])).toMatchObject([
      { kind: "tool", key: "c", tool_kind: "ui", status: "running" },
      { kind: "request", key: "request:c", status: "open", request: { component: "core.form" } },
    ]);
  });

  it("stays answered when its result comes", () => {
    const rows = folded([call("c", "ui"), request("c"), answer("c"), result("c", "ok")]);
    expect(statusOf(rows, "request:c")).toMatchObject({ status: "answered", response: { ok: true } });
    expect(statusOf(rows, "c")).toMatchObject({ status: "ok" });
  });

  it("is closed by a result without an answer, and takes no answer after that", () => {
    const rows = folded([call("c", "ui"), request("c"), result("c", "dismissed")]);
    expect(statusOf(rows, "request:c")).toMatchObject({ status: "dismissed" });
    expect(folded([answer("c")], rows)).toBe(rows);
  });

  it("that awaits nothing is never open", () => {
    expect(statusOf(folded([call("c", "ui"), request("c", false)]), "request:c")).toMatchObject({ status: "ok" });
  });
});

describe("a tool", () => {
  it("shows its latest progress while it runs", () => {
    const rows = folded([call("c")]);
    const half = progressToolRow(rows, chat.frame("tool_progress", { call_id: "c", percent: 50, message: "half" }));
    expect(statusOf(half, "c")).toMatchObject({ progress: { percent: 50, message: "half" } });
    expect(progressToolRow(half, chat.frame("tool_progress", { call_id: "c", percent: 50, message: "half" }))).toBe(
      half,
    );
    const done = folded([result("c", "ok")], half);
    expect(statusOf(done, "c")).not.toHaveProperty("progress");
    expect(progressToolRow(done, chat.frame("tool_progress", { call_id: "c", percent: 90 }))).toBe(done);
  });

  it("makes no row when it hands over or shows nothing", () => {
    const { name: _, ...nameless } = call("d");
    expect(folded([call("c", "handoff"), result("c", "ok"), nameless, result("d", "ok")])).toEqual([]);
  });
});

describe("the end of a workflow", () => {
  it("leaves nothing open", () => {
    const rows = folded([call("a"), call("b", "ui"), request("b"), completed()]);
    expect(rows.map((row) => [row.kind, "status" in row && row.status])).toEqual([
      ["tool", "unknown"],
      ["tool", "unknown"],
      ["request", "cancelled"],
      ["end", "completed"],
    ]);
  });

  it("changes nothing that was settled before", () => {
    const before = folded([call("a"), result("a", "error")]);
    expect(folded([completed()], before)[0]).toBe(before[0]);
  });
});

describe("a message", () => {
  const said = { message_id: "m", agent: "Ada", epoch: 2, finish_reason: "stop", visible: true } as const;

  it("without text makes a row when it has structured output", () => {
    const event = chat.event("agent_message", { ...said, structured_output: { ok: true } });
    expect(folded([event])).toMatchObject([{ kind: "message", content: "", structured_output: { ok: true } }]);
  });

  it("makes no row when there is nothing to see", () => {
    const events = [
      chat.event("agent_message", { ...said, content: "" }),
      chat.event("agent_message", { ...said, content: "secret", visible: false }),
      chat.event("user_message", { message_id: "u", content: "secret", hidden: true }),
      chat.event("user_message", { message_id: "u" }),
    ];
    expect(folded(events)).toEqual([]);
  });
});

it("a child session's row follows the child, by its chat", () => {
  const rows = folded([
    chat.event("child_started", { child_chat_id: "one", workflow_id: "w" }),
    chat.event("child_started", { child_chat_id: "two", workflow_id: "w", agents: ["Ann"] }),
    chat.event("child_completed", { child_chat_id: "one", workflow_id: "w" }),
    chat.event("child_completed", { child_chat_id: "three", workflow_id: "w" }),
  ]);
  expect(rows).toMatchObject([
    { child_chat_id: "one", status: "completed" },
    { child_chat_id: "two", agents: ["Ann"], status: "running" },
  ]);
});
