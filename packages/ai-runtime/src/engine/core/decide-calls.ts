import { problems, type JsonObject } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { Action } from "./action.ts";
import type { Draft } from "./draft.ts";
import { type Call, isAwaitingAnswer, openCalls, type Run, type SessionState, type Turn } from "./state.ts";
import { responseChanges } from "./triggers.ts";

/** What the open calls of a turn need; undefined when none is open. */
export function decideCalls(definition: Definition, state: SessionState, run: Run, turn: Turn): Action | undefined {
  const open = openCalls(state);
  if (open.length === 0) return undefined;

  const transfers = open.filter((call) => call.kind === "handoff");
  if (transfers.length > 0) return record(transfers.map((call, index) => transferResult(call, turn, index === 0)));

  const unasked = open.filter((call) => call.kind === "ui" && !call.request);
  if (unasked.length > 0) return record(unasked.flatMap((call) => askPerson(definition, call, turn.agent)));

  const work = open.filter((call) => call.kind !== "ui");
  const interrupted = work.filter((call) => call.seq < run.epoch && !definition.tools.get(call.name)?.idempotent);
  if (interrupted.length > 0) return record(interrupted.map(interruptedResult));
  if (work.length > 0) return { kind: "tools", agent: turn.agent, calls: work };

  const resolved = open.filter((call) => call.answer || call.expired);
  if (resolved.length > 0) return record(resolved.flatMap((call) => resolvedResult(definition, state, call)));
  if (state.pending.length > 0) {
    return record(
      open.map((call) => ({ type: "tool_result", call_id: call.call_id, name: call.name, status: "dismissed" })),
    );
  }
  return open.some(isAwaitingAnswer) ? record([{ type: "run_paused", waiting_for: "ui_tool" }]) : undefined;
}

function record(events: readonly Draft[]): Action {
  return { kind: "record", events };
}

/** The first transfer of a turn is taken, any other is not. */
function transferResult(call: Call, turn: Turn, first: boolean): Draft {
  const base = { type: "tool_result", call_id: call.call_id, name: call.name } as const;
  const taken = turn.calls.some((known) => known.kind === "handoff" && known.status === "ok");
  const target = call.arguments["target"];
  if (!first || taken || typeof target !== "string") return { ...base, status: "denied", result: "not taken" };
  return { ...base, status: "ok", handoff_to: target };
}

function askPerson(definition: Definition, call: Call, agent: string): readonly Draft[] {
  const ui = definition.tools.get(call.name)?.ui;
  const { call_id, name } = call;
  if (!ui) return [{ type: "tool_result", call_id, name, status: "error", error: problem("tool.unknown") }];
  const request: Draft = {
    type: "ui_tool_request",
    call_id,
    agent,
    component: ui.component,
    display: ui.display,
    payload: call.arguments,
    awaiting_response: ui.awaits_response,
  };
  return ui.awaits_response
    ? [request]
    : [request, { type: "tool_result", call_id, name, status: "ok", result: "shown" }];
}

function interruptedResult({ call_id, name }: Call): Draft {
  return { type: "tool_result", call_id, name, status: "unknown", error: problem("tool.interrupted") };
}

function resolvedResult(definition: Definition, state: SessionState, call: Call): readonly Draft[] {
  const { call_id, name, answer } = call;
  if (!answer) return [{ type: "tool_result", call_id, name, status: "timeout", error: problem("tool.timeout") }];
  const changes: JsonObject = responseChanges(definition, state, name, answer.value);
  const result: Draft = { type: "tool_result", call_id, name, status: "ok", result: answer.value };
  return Object.keys(changes).length > 0 ? [{ type: "context_update", changes, cause: name }, result] : [result];
}

function problem(code: "tool.unknown" | "tool.interrupted" | "tool.timeout") {
  return { code, title: problems[code].title };
}
