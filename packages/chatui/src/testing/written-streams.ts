import type { WorkflowCard } from "@mozaiks/contracts/fold";
import type { GoldenStream } from "./golden-stream.ts";
import { writeStream } from "./stream-writer.ts";

const card = (workflow_id: string, title: string): WorkflowCard => ({
  workflow_id,
  version: "1",
  title,
  agents: [
    { name: "Guide", display_name: "Guide" },
    { name: "Maker", display_name: "Maker" },
  ],
  suggestions: ["Plan a trip"],
});

const asks = (call_id: string, component: string, display: string, payload: object, more: object = {}) => ({
  call_id,
  agent: "Guide",
  component,
  display,
  payload,
  awaiting_response: true,
  ...more,
});
const call = (call_id: string, name: string, kind: string, more: object = {}) => ({
  call_id,
  agent: "Guide",
  name,
  kind,
  ...more,
});
const result = (call_id: string, name: string, more: object = {}) => ({
  call_id,
  name,
  status: "ok",
  duration_ms: 12,
  ...more,
});
const usage = (total: number) => ({
  agent: "Guide",
  model: "openai/gpt-5-mini",
  tokens: { prompt_tokens: 40, completion_tokens: 10, total_tokens: 50 },
  total_tokens: total,
  cost_usd: 0.0001,
  user_id: "fixture-user",
  app_id: "fixture",
  workflow_id: "trip",
});
const totals = { duration_ms: 900, tokens: 150, cost_usd: 0.0003 };

/** Two forms and an approval that are open at once, one of them in the artifact panel; they are answered in any order. */
export function severalRequests(): GoldenStream {
  return writeStream("several-requests", card("trip", "Trip planner"))
    .event("user_message", { message_id: "m1", content: "Plan a trip" })
    .run("user_message")
    .event("agent_selected", { agent: "Guide", reason: { kind: "initial" } })
    .show("tool_call_delta", {
      call_id: "c1",
      agent: "Guide",
      name: "ask_dates",
      epoch: 3,
      offset: 0,
      text: '{"title":',
    })
    .show("tool_call_delta", {
      call_id: "c1",
      agent: "Guide",
      name: "ask_dates",
      epoch: 3,
      offset: 9,
      text: '"When?"}',
    })
    .event("tool_call", call("c1", "ask_dates", "ui", { arguments: { title: "When?" } }))
    .event("tool_call", call("c2", "ask_seat", "ui"))
    .event("tool_call", call("c3", "book", "module", { arguments: { seat: "any" } }))
    .event("usage_update", usage(50))
    .event("ui_tool_request", asks("c1", "core.form", "inline", { title: "When?" }))
    .event("ui_tool_request", asks("c2", "acme.seat-map", "artifact", { rows: 30 }))
    .event("approval_request", { call_id: "c3", tool: "book", arguments: { seat: "any" }, arguments_hash: "h3" })
    .pause("ui_tool")
    .event("ui_tool_response", { call_id: "c1", response: { from: "2026-05-01" } })
    .event("ui_tool_response", { call_id: "c2", response: { seat: "12A" } })
    .event("approval_response", { call_id: "c3", decision: "approve", comment: "Yes" })
    .run("response")
    .event("tool_result", result("c1", "ask_dates"))
    .event("tool_result", result("c2", "ask_seat"))
    .show("tool_progress", { call_id: "c3", percent: 30, message: "asking the airline" })
    .show("tool_progress", { call_id: "c3", percent: 90, message: "paying" })
    .event("tool_result", result("c3", "book", { result: { booking: "B-1" } }))
    .stream("m2", "Guide", ["Booked: ", "seat 12A ", "on 1 May 🛫."], {})
    .event("usage_update", usage(100))
    .event("workflow_complete", { status: "completed", reason: "terminate", ...totals })
    .done();
}

/** Artifacts that agents and people change, children, a failure that is tried again, and a reader sent elsewhere. */
export function artifactWork(): GoldenStream {
  return writeStream("artifact-work", card("trip", "Trip planner"))
    .event("user_message", { message_id: "m1", content: "Write it down", attachments: [{ upload_id: "upload_1" }] })
    .run("user_message")
    .event("agent_selected", { agent: "Maker", reason: { kind: "initial" } })
    .event("artifact_created", {
      artifact_id: "plan",
      artifact_type: "checklist",
      title: "Plan",
      display: "artifact",
      version: 1,
      state: { steps: [{ text: "Passport", done: false }] },
    })
    .event("artifact_created", {
      artifact_id: "site",
      artifact_type: "website",
      title: "Travel page",
      display: "artifact",
      version: 1,
      state_ref: "/api/artifacts/site?version=1",
    })
    .event("artifact_updated", {
      artifact_id: "plan",
      version: 2,
      patch: [{ op: "add", path: "/steps/-", value: { text: "Hotel", done: false } }],
    })
    .event("child_started", { child_chat_id: "chat_child", workflow_id: "translator", call_id: "c9" })
    .stream("m2", "Maker", ["Half of ", "an ans"])
    .event("workflow_failed", { error: { code: "model.unavailable", title: "The model provider is unavailable" } })
    .run("retry")
    .event("agent_selected", { agent: "Maker", reason: { kind: "fallback" } })
    .stream("m3", "Maker", ["The plan ", "is ", "ready."], {})
    .event("usage_update", usage(50))
    .event("child_completed", { child_chat_id: "chat_child", workflow_id: "translator", status: "completed" })
    .pause("user")
    .event("artifact_updated", {
      artifact_id: "plan",
      version: 3,
      patch: [{ op: "replace", path: "/steps/0/done", value: true }],
      by: "fixture-user",
    })
    .event("artifact_updated", {
      artifact_id: "plan",
      version: 4,
      patch: [{ op: "replace", path: "/steps/1/done", value: true }],
      by: "fixture-user",
    })
    .event("artifact_action", {
      artifact_id: "plan",
      action: "publish",
      payload: { to: "family" },
      version: 4,
      call_id: "c4",
      by: "fixture-user",
    })
    .run("response")
    .event("tool_call", call("c4", "publish", "module"))
    .event("tool_result", result("c4", "publish"))
    .event("navigate", { workflow_id: "sharing", to_chat_id: "chat_sharing", artifact_id: "plan" })
    .event("workflow_complete", { status: "completed", reason: "terminate", ...totals })
    .done();
}

/** What a newer or a broken server sends: unknown types, unknown fields, and payloads that are not what their type says. */
export function unknownAndMalformed(): GoldenStream {
  return writeStream("unknown-and-malformed", card("trip", "Trip planner"))
    .event("user_message", { message_id: "m1", content: "Hello", mood: "curious" })
    .run("user_message")
    .event("agent_selected", { agent: "Guide", reason: { kind: "initial" }, confidence: 0.9 })
    .event("message_feedback", { message_id: "m1", rating: "up", by: "fixture-user" })
    .show("agent_thinking", { text: "…" })
    .show("agent_message_delta", { message_id: "m2", agent: "Guide", epoch: 3, offset: "none", text: null })
    .event("agent_message", { message_id: "m-bad", agent: "Guide", content: 42, visible: "yes" })
    .event("usage_update", { agent: "Guide", model: "m", tokens: "many", total_tokens: 1, cost_usd: null })
    .event("tool_call", { call_id: ["c1"], agent: null })
    .event("artifact_updated", { artifact_id: "plan", version: "two", patch: "all of it" })
    .event("context_update", { changes: null, cause: "x" })
    .stream("m2", "Guide", ["All ", "is ", "well."], { sentiment: "good" })
    .pause("user")
    .event("user_message", { message_id: "m3", content: "Still there?" })
    .run("user_message")
    .stream("m4", "Guide", ["Yes."], {})
    .pause("user")
    .done();
}
