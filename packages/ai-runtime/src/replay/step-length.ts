import type { SessionEvent } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { Action } from "../engine/core/action.ts";
import { routeChosen } from "../engine/core/next-speaker.ts";
import { eligibleSpeakers, nextInOrder } from "../engine/core/patterns.ts";
import type { SessionState } from "../engine/core/state.ts";
import { isSame } from "./same-draft.ts";

/** What a step is performed in. */
export interface Performed {
  readonly action: Exclude<Action, { kind: "record" | "idle" }>;
  readonly state: SessionState;
}

/**
 * How many of the events are what performing the action recorded; 0 when they are not of its making. What a model or
 * tool gave is taken as it is.
 */
export function stepLength(
  definition: Definition,
  { action, state }: Performed,
  events: readonly SessionEvent[],
): number {
  const failed = endOf(events, 0, isFailure);
  if (failed > 0) return failed;
  switch (action.kind) {
    case "model":
      return modelLength(action.agent, events);
    case "choose":
      return choiceLength(definition, state, action.events.length, events);
    case "load": {
      const at = endOf(events, 0, isAside);
      const [update] = events.slice(at);
      return update?.type === "context_update" && update.cause.startsWith(action.cause) ? at + 1 : at;
    }
    case "write":
      return endOf(events, 0, (event) => event.type === "data_written", 1);
    case "children":
      return endOf(
        events,
        0,
        (event) =>
          (event.type === "child_started" || event.type === "tool_result") &&
          action.calls.some(({ call_id }) => call_id === event.call_id),
      );
    case "tools": {
      const at = endOf(events, 0, (event) => isAside(event) || event.type === "context_update");
      const result = events[at];
      const isOurs = result?.type === "tool_result" && action.calls.some(({ call_id }) => call_id === result.call_id);
      return isOurs ? at + 1 : at === events.length ? at : 0;
    }
  }
}

/** Notices, the message with what it triggers, calls, usage, then results of calls that were refused. */
function modelLength(agent: string, events: readonly SessionEvent[]): number {
  const asides = endOf(events, 0, isNotice);
  const said = endOf(events, asides, (event) => event.type === "agent_message" && event.agent === agent, 1);
  const triggered = said > asides ? endOf(events, said, (event) => event.type === "context_update", 1) : said;
  const called = endOf(events, triggered, (event) => event.type === "tool_call" && event.agent === agent);
  const metered = endOf(events, called, (event) => event.type === "usage_update" && event.agent === agent);
  const failed = endOf(events, metered, isFailure);
  if (failed > metered) return failed;
  const [message] = events.slice(asides, said);
  const isGuarded = message?.type === "agent_message" && message.guardrail !== undefined;
  if (metered === called && !isGuarded) return called === events.length ? called : 0;
  return endOf(events, metered, (event) => event.type === "tool_result" && refusals.has(event.error?.code ?? ""));
}

/** What a manager's choice leads to, whomever it chose. */
function choiceLength(
  definition: Definition,
  state: SessionState,
  notices: number,
  events: readonly SessionEvent[],
): number {
  const metered = endOf(events, notices, (event) => event.type === "usage_update" || event.type === "notice");
  const failed = endOf(events, metered, isFailure);
  if (failed > metered || metered === events.length) return failed;
  if (events[metered]?.type === "workflow_cancelled") return metered;
  const choices = [
    ...eligibleSpeakers(definition, state).map((target) => ({ target, reason: { kind: "auto" as const } })),
    { target: nextInOrder(definition, state), reason: { kind: "fallback" as const } },
  ];
  for (const choice of choices) {
    const decided = routeChosen(definition, state, choice, []).events;
    for (const at of new Set([metered, metered - decided.filter(({ type }) => type === "notice").length])) {
      const recorded = events.slice(at, at + decided.length);
      if (recorded.length === decided.length && decided.every((draft, index) => isSameAt(recorded, index, draft)))
        return at + decided.length;
    }
  }
  return 0;
}

function isSameAt(recorded: readonly SessionEvent[], index: number, draft: Parameters<typeof isSame>[1]): boolean {
  const event = recorded[index];
  return event !== undefined && isSame(event, draft);
}

const refusals: ReadonlySet<string> = new Set(["tool.unknown", "tool.arguments-invalid"]);
/** Failures that are decided; all others happen while something is performed. */
const decidedFailures: ReadonlySet<string> = new Set([
  "handoff.cycle",
  "handoff.unknown-target",
  "run.poisoned",
  "run.timed-out",
]);

function isFailure(event: SessionEvent): boolean {
  return event.type === "workflow_failed" && !decidedFailures.has(event.error.code);
}

function isNotice(event: SessionEvent): boolean {
  return event.type === "notice";
}

/** What a tool records beside its result. */
function isAside(event: SessionEvent): boolean {
  return event.type === "notice" || event.type === "artifact_created" || event.type === "artifact_updated";
}

/** Where the events from `start` on that meet the condition end, after at most `limit` of them. */
function endOf(
  events: readonly SessionEvent[],
  start: number,
  condition: (event: SessionEvent) => boolean,
  limit = Infinity,
): number {
  let at = start;
  for (let event = events[at]; event && at - start < limit && condition(event); event = events[at]) at += 1;
  return at;
}
