import type { SessionEvent } from "@mozaiks/contracts";
import type { Definition } from "../../src/definitions/definition.ts";
import { decide } from "../../src/engine/core/decide.ts";
import type { Draft } from "../../src/engine/core/draft.ts";
import { evolve } from "../../src/engine/core/evolve.ts";
import { initialState, type SessionState } from "../../src/engine/core/state.ts";
import { outline } from "./harness.ts";

const timestamp = "2026-01-07T10:30:00.000Z";

export function toEvent(draft: Draft, seq: number): SessionEvent {
  return {
    ...draft,
    seq,
    chat_id: "chat",
    event_id: `evt_${seq}`,
    timestamp,
    run_id: "run_1",
    duration_ms: 0,
    ...(draft.type === "approval_request" && { arguments_hash: "hash" }),
    ...(draft.type === "workflow_complete" && { tokens: 0, cost_usd: 0 }),
  } as SessionEvent;
}

/** The state after drafts, as if they had been logged. */
export function foldDrafts(drafts: readonly Draft[], from: SessionState = initialState): SessionState {
  return drafts.reduce((state, draft) => evolve(state, toEvent(draft, state.seq + 1)), from);
}

export const created: Draft = {
  type: "session_created",
  workflow_id: "Test",
  workflow_version: "v1",
  startup_mode: "UserDriven",
};

export const said = (content: string): Draft => ({ type: "user_message", message_id: "msg_u", content });
export const selected = (agent: string): Draft => ({ type: "agent_selected", agent, reason: { kind: "initial" } });
export const replied = (agent: string, content = "ok"): readonly Draft[] => [
  { type: "agent_message", message_id: "m", agent, epoch: 1, content, finish_reason: "stop", visible: true },
  metered(agent),
];
export const called = (agent: string, ...names: readonly string[]): readonly Draft[] => [
  ...names.map((name): Draft => {
    const transfer = name.startsWith("transfer_to_");
    return {
      type: "tool_call",
      call_id: `call_${name}`,
      agent,
      name,
      arguments: transfer ? { target: name.slice("transfer_to_".length) } : {},
      kind: transfer ? "handoff" : "module",
    };
  }),
  metered(agent),
];
export const returned = (name: string, handoffTo?: string): Draft => ({
  type: "tool_result",
  call_id: `call_${name}`,
  name,
  status: "ok",
  ...(handoffTo && { handoff_to: handoffTo }),
});

function metered(agent: string): Draft {
  const tokens = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  return {
    type: "usage_update",
    agent,
    model: "m",
    tokens,
    total_tokens: 2,
    cost_usd: 0,
    user_id: "u",
    app_id: "a",
    workflow_id: "Test",
  };
}

/** Everything that is decided from here on without a step, as an outline. */
export function decisions(
  definition: Definition,
  state: SessionState,
): { lines: readonly string[]; state: SessionState } {
  const lines: string[] = [];
  let next = state;
  let left = 50;
  for (let action = decide(definition, next); action.kind === "record"; action = decide(definition, next)) {
    if ((left -= 1) === 0) throw new Error(`decide never comes to rest: ${lines.join(" · ")}`);
    lines.push(...outline(action.events.map((draft, index) => toEvent(draft, next.seq + 1 + index))));
    next = foldDrafts(action.events, next);
  }
  const action = decide(definition, next);
  if (action.kind === "model") lines.push(`model ${action.agent}`);
  if (action.kind === "tools") lines.push(`tools ${action.calls.map((call) => call.name).join(" ")}`);
  return { lines, state: next };
}
