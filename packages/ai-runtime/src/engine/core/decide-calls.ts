import { problems, type JsonObject } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { Action } from "./action.ts";
import type { Draft } from "./draft.ts";
import {
  type Call,
  isAwaitingAnswer,
  isAwaitingApproval,
  isAwaitingChild,
  isInterrupted,
  openCalls,
  type Run,
  type SessionState,
  type Turn,
} from "./state.ts";
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
  const unapproved = approvalRequests(definition, state, work);
  if (unapproved.length > 0) return record(unapproved);
  const denied = work.filter((call) => call.approval?.decision === "deny");
  if (denied.length > 0) return record(denied.map(deniedResult));

  const workflows = work.filter((call) => call.kind === "workflow" && !isAwaitingApproval(call));
  const unstarted = workflows.filter((call) => call.child === undefined);
  if (unstarted.length > 0) return { kind: "children", calls: unstarted };

  const runnable = work.filter((call) => call.kind !== "workflow" && !isAwaitingApproval(call));
  const interrupted = runnable.filter(
    (call) => isInterrupted(call, run) && !definition.tools.get(call.name)?.idempotent,
  );
  if (interrupted.length > 0) return record(interrupted.map(interruptedResult));
  if (runnable.length > 0) return { kind: "tools", agent: turn.agent, calls: runnable };

  const reported = workflows.filter((call) => !isAwaitingChild(state, call));
  if (reported.length > 0) return record(reported.map((call) => reportedResult(state, call)));

  const resolved = open.filter((call) => call.answer || call.expired);
  if (resolved.length > 0) return record(resolved.flatMap((call) => resolvedResult(definition, state, call)));
  const isAsking = open.some((call) => isAwaitingAnswer(call) || isAwaitingApproval(call));
  if (state.pending.length > 0 && isAsking) {
    return record(
      open.map((call) => ({ type: "tool_result", call_id: call.call_id, name: call.name, status: "dismissed" })),
    );
  }
  if (open.some(isAwaitingApproval)) return record([{ type: "run_paused", waiting_for: "approval" }]);
  return record([{ type: "run_paused", waiting_for: isAsking ? "ui_tool" : "children" }]);
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
    ...(ui.response_schema && { response_schema: ui.response_schema }),
  };
  return ui.awaits_response
    ? [request]
    : [request, { type: "tool_result", call_id, name, status: "ok", result: "shown" }];
}

/** Requests for the calls that need a person's approval and have not asked for it. */
function approvalRequests(definition: Definition, state: SessionState, calls: readonly Call[]): readonly Draft[] {
  return calls.flatMap((call): readonly Draft[] => {
    const rule = definition.approvals.get(call.name);
    if (rule === undefined || call.approval) return [];
    const request: Draft = {
      type: "approval_request",
      call_id: call.call_id,
      tool: call.name,
      arguments: call.arguments,
    };
    if (rule === true) return [request];
    const result = rule.evaluate({ ...state.context, arguments: call.arguments });
    if (result.ok) return result.value ? [request] : [];
    const detail = `requires_approval of ${call.name}: ${result.error}`;
    return [{ type: "notice", level: "warning", code: "expression.failed", detail }, request];
  });
}

/** What a child's end means to the call that started it. */
function reportedResult({ children }: SessionState, { call_id, name, child }: Call): Draft {
  const { status, result } = children[child ?? ""] ?? { status: "failed" };
  if (status === "completed")
    return { type: "tool_result", call_id, name, status: "ok", ...(result !== undefined && { result }) };
  if (status === "cancelled") return { type: "tool_result", call_id, name, status: "cancelled" };
  const cause = typeof result === "object" && result !== null && !Array.isArray(result) ? result : {};
  const detail = [cause["code"], cause["detail"] ?? cause["title"]]
    .filter((part) => typeof part === "string")
    .join(": ");
  const error = { code: "child.failed", title: problems["child.failed"].title, ...(detail && { detail }) };
  return { type: "tool_result", call_id, name, status: "error", error };
}

function deniedResult({ call_id, name, approval }: Call): Draft {
  const title = problems["tool.denied"].title;
  const error = { code: "tool.denied", title, ...(approval?.comment && { detail: approval.comment }) };
  return { type: "tool_result", call_id, name, status: "denied", error };
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
