import { problems, type SessionEvent } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { LifecycleManifest } from "../../definitions/manifest.ts";
import type { Action } from "./action.ts";
import type { Draft, DraftOf } from "./draft.ts";
import { type Call, isInterrupted, type Run, type SessionState } from "./state.ts";

type Trigger = LifecycleManifest["trigger"];

/** Who calls lifecycle tools, in events. */
export const lifecycleCaller = "lifecycle";

const prefix = "lifecycle:";

/** True for a call that the engine makes by itself: no agent sees it or its result. */
export function isLifecycleCall(callId: string): boolean {
  return callId.startsWith(prefix);
}

/**
 * The calls that are to be made at this point of the session and have not been made: each point has its own ids. A nested
 * chat is a part of a chat, not one of its own.
 */
export function startLifecycle(definition: Definition, state: SessionState, trigger: Trigger): readonly Draft[] {
  const { turn, run } = state;
  if (state.nested && trigger.endsWith("_chat")) return [];
  const agent = trigger.endsWith("_agent") ? turn?.agent : undefined;
  const since = trigger === "before_chat" ? 0 : trigger === "after_chat" ? run?.started : turn?.selected;
  const tools = (definition.manifest.lifecycle ?? []).filter(
    (each) => each.trigger === trigger && (each.agent === undefined || each.agent === agent),
  );
  return tools.flatMap(({ tool: name }, index): readonly Draft[] => {
    const call_id = `${prefix}${trigger}:${since}:${index}`;
    if (state.lifecycle?.some((call) => call.call_id === call_id)) return [];
    const args = { trigger, ...(agent !== undefined && { agent }) };
    return [{ type: "tool_call", call_id, agent: lifecycleCaller, name, arguments: args, kind: "module" }];
  });
}

/** What open lifecycle calls need; undefined when none is open. */
export function decideLifecycle(definition: Definition, state: SessionState, run: Run): Action | undefined {
  const open = openLifecycle(state);
  if (open.length === 0) return undefined;
  const lost = open.filter((call) => isInterrupted(call, run) && !definition.tools.get(call.name)?.idempotent);
  if (lost.length === 0) return { kind: "tools", agent: lifecycleCaller, calls: open };
  const error = { code: "tool.interrupted", title: problems["tool.interrupted"].title };
  return {
    kind: "record",
    events: lost.flatMap(({ call_id, name }) => [
      failedLifecycle(name, error.title),
      { type: "tool_result", call_id, name, status: "unknown", error } as const,
    ]),
  };
}

/** What is noticed when a lifecycle tool fails: nothing else follows from it. */
export function failedLifecycle(name: string, reason: string): DraftOf<"notice"> {
  return { type: "notice", level: "warning", code: "lifecycle.failed", detail: `${name}: ${reason}` };
}

/** Lifecycle calls without a result. */
export function openLifecycle(state: SessionState): readonly Call[] {
  return state.lifecycle?.filter(({ status }) => status === "open") ?? [];
}

/** The part of the fold that follows lifecycle calls; undefined for any other event. */
export function evolveLifecycle(state: SessionState, event: SessionEvent): SessionState | undefined {
  if (event.type === "tool_call" && isLifecycleCall(event.call_id)) {
    const { call_id, name = "", kind, seq, timestamp, arguments: args = {} } = event;
    const call: Call = { call_id, name, kind, arguments: args, seq, timestamp, status: "open", ready: seq };
    return { ...state, lifecycle: [...(state.lifecycle ?? []), call] };
  }
  if (event.type === "tool_result" && isLifecycleCall(event.call_id)) {
    const { call_id, status } = event;
    const calls = state.lifecycle ?? [];
    return {
      ...state,
      lifecycle: calls.map((call) => (call.call_id === call_id && call.status === "open" ? { ...call, status } : call)),
    };
  }
  return undefined;
}

/** What is remembered when the next speaker is selected. */
export function keptLifecycle({ lifecycle }: SessionState): Pick<SessionState, "lifecycle"> {
  return lifecycle ? { lifecycle: lifecycle.filter(({ call_id }) => call_id.startsWith(`${prefix}before_chat:`)) } : {};
}
