import { SessionEvent } from "@mozaiks/contracts";
import { describe, expect, it } from "vitest";
import type { Draft } from "../../src/engine/core/draft.ts";
import { hiddenFields } from "../../src/engine/hidden-fields.ts";
import { toFrame } from "../../src/engine/redaction.ts";
import type { StoredEvent } from "../../src/ports.ts";
import { toEvent } from "./fold-drafts.ts";
import { buildDefinition } from "./manifest-builder.ts";

const secret = "SECRET";
const error = { code: "tool.failed", title: "The tool failed", detail: secret };
const definition = buildDefinition({
  tools: [
    { name: "full", show: "full" },
    { name: "name", show: "name" },
    { name: "none", show: "none" },
  ],
  variables: [
    { name: "shown", client_visible: true },
    { name: "a/b~c", client_visible: false },
  ],
});

const base = { call_id: "c", agent: "A" };
const call = (name: string): Draft => ({ type: "tool_call", ...base, name, arguments: { q: secret }, kind: "module" });
const result = (name: string): Draft => ({
  type: "tool_result",
  call_id: "c",
  name,
  status: "error",
  result: secret,
  error,
});
const message = { message_id: "m", agent: "A", epoch: 1, finish_reason: "stop" } as const;

/** Each event type, and whether what it carries is hidden from clients. */
const table: readonly [what: string, draft: Draft, hidden: boolean][] = [
  ["a user message", { type: "user_message", message_id: "m", content: secret }, false],
  ["a hidden user message", { type: "user_message", message_id: "m", content: secret, hidden: true }, true],
  ["an agent's text", { type: "agent_message", ...message, content: secret, visible: true }, false],
  [
    "a trace agent's text",
    { type: "agent_message", ...message, content: secret, structured_output: { s: secret }, visible: false },
    true,
  ],
  ["a visible variable", { type: "context_update", changes: { shown: secret }, cause: "t" }, false],
  ["a hidden variable", { type: "context_update", changes: { "a/b~c": secret }, cause: "t" }, true],
  [
    "the document of a visible variable",
    { type: "context_update", changes: {}, cause: "t", entities: [{ variable: "shown", collection: "c", id: secret }] },
    true,
  ],
  ["a document that was written", { type: "data_written", written: [{ collection: "c", id: secret, seq: 1 }] }, true],
  ["an undeclared variable", { type: "context_update", changes: { ui: { page: secret } }, cause: "t" }, true],
  [
    "a visible first value",
    {
      type: "session_created",
      workflow_id: "T",
      workflow_version: "v",
      startup_mode: "UserDriven",
      context: { shown: secret },
    },
    false,
  ],
  [
    "a hidden first value",
    {
      type: "session_created",
      workflow_id: "T",
      workflow_version: "v",
      startup_mode: "UserDriven",
      context: { claims: { plan: secret } },
    },
    true,
  ],
  ["a call shown in full", call("full"), false],
  ["a call shown by name", call("name"), true],
  ["a call not shown", call("none"), true],
  ["a call of a tool nobody declared", call("made_up"), true],
  ["a result shown in full", result("full"), false],
  ["a result shown by name", result("name"), true],
  ["a result not shown", result("none"), true],
  [
    "a question",
    {
      type: "ui_tool_request",
      ...base,
      component: "core.form",
      display: "inline",
      payload: { s: secret },
      awaiting_response: true,
    },
    false,
  ],
  ["an answer", { type: "ui_tool_response", call_id: "c", response: secret }, false],
  ["an approval request", { type: "approval_request", call_id: "c", tool: "t", arguments: { s: secret } }, false],
  ["an approval", { type: "approval_response", call_id: "c", decision: "deny", comment: secret }, false],
  [
    "an artifact",
    {
      type: "artifact_created",
      artifact_id: "a",
      artifact_type: "t",
      title: secret,
      display: "inline",
      state: secret,
      version: 1,
    },
    false,
  ],
  [
    "an artifact's change",
    { type: "artifact_updated", artifact_id: "a", version: 2, patch: [{ op: "add", path: "/a", value: secret }] },
    false,
  ],
  ["a notice's detail", { type: "notice", level: "warning", code: "expression.failed", detail: secret }, true],
  [
    "why a speaker was chosen, in detail",
    { type: "agent_selected", agent: "A", reason: { kind: "auto", detail: secret } },
    true,
  ],
  [
    "the rules that were asked",
    {
      type: "agent_selected",
      agent: "A",
      reason: {
        kind: "handoff",
        considered: [{ rule: "handoffs.yaml:3", target: secret, outcome: "false" }],
        omitted: 1,
      },
    },
    true,
  ],
  ["a child's start", { type: "child_started", child_chat_id: "c", workflow_id: "W" }, false],
  ["a child's result", { type: "child_completed", child_chat_id: "c", workflow_id: "W", result: secret }, true],
  ["a run's result", { type: "workflow_complete", status: "completed", reason: "user", result: secret }, false],
  ["a run's failure", { type: "workflow_failed", error }, false],
  ["a cancel", { type: "workflow_cancelled", by: secret }, false],
  ["who asked to cancel", { type: "cancel_requested", by: secret }, false],
  ["a start", { type: "run_started", cause: "trigger" }, false],
  ["a takeover", { type: "run_recovery", step: "model A" }, false],
  ["a pause", { type: "run_paused", waiting_for: "user" }, false],
  ["a rating", { type: "feedback", message_id: "m", rating: "down", comment: secret, by: "ann" }, false],
  ["a timer", { type: "timer_fired", timer_id: "t" }, false],
  [
    "an action on an artifact",
    {
      type: "artifact_action",
      artifact_id: "a",
      action: "publish",
      payload: { note: secret },
      version: 1,
      call_id: "c",
      by: "ann",
    },
    false,
  ],
  [
    "where a big state is kept",
    {
      type: "artifact_updated",
      artifact_id: "a",
      version: 2,
      state_ref: "/api/artifacts/a?version=2",
      state_blob: secret,
    },
    true,
  ],
  ["a way to another chat", { type: "navigate", workflow_id: "W" }, false],
  [
    "usage",
    {
      type: "usage_update",
      agent: "A",
      model: "m",
      tokens: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      total_tokens: 2,
      cost_usd: 0,
      user_id: "u",
      app_id: "a",
      workflow_id: "W",
    },
    false,
  ],
];

describe("what a client may see", () => {
  it("is decided for every event type", () => {
    const covered = new Set(table.map(([, draft]) => draft.type));
    const types = SessionEvent.options.map((option) => option.shape.type.value);
    expect(types.filter((type) => !covered.has(type))).toEqual([]);
  });

  it.each(table)("%s", (_what, draft, hidden) => {
    const event = { ...toEvent(draft, 1), redact: hiddenFields(definition, draft) } as StoredEvent;
    const whole = JSON.stringify(event);
    const frame = toFrame(event);
    expect(JSON.stringify(frame).includes(secret)).toBe(whole.includes(secret) && !hidden);
    expect(frame).not.toHaveProperty("redact");
    expect(SessionEvent.safeParse(frame).success).toBe(true);
    expect(JSON.stringify(event)).toBe(whole);
  });

  it("keeps the name of a tool unless it is not shown at all", () => {
    const frameOf = (draft: Draft) => toFrame({ ...toEvent(draft, 1), redact: hiddenFields(definition, draft) });
    expect(frameOf(call("name"))).toMatchObject({ name: "name" });
    expect(frameOf(call("none"))).not.toHaveProperty("name");
  });
});
