import { type ConsideredRule, type NestedChat, problems, type ProblemCode } from "@mozaiks/contracts";
import { nestedChatCall, workflowTarget } from "../../definitions/manifest.ts";
import type { Definition, HandoffRule } from "../../definitions/definition.ts";
import type { Choice } from "./choice.ts";
import { consider, considerOffers, createFindings, explained, type Findings } from "./consider.ts";
import type { Draft, DraftOf } from "./draft.ts";
import { chosenByGuardrail, lastText } from "./guardrails.ts";
import { nestedOf, nestedSpeaker } from "./nested-chat.ts";
import { patternAfterTurn, patternForUser } from "./patterns.ts";
import { completion, pause } from "./run-end.ts";
import type { SessionState } from "./state.ts";
import { isSource } from "./transfers.ts";

/** What a route leads to: decisions, or a question that only the manager model can answer. */
export interface Route {
  readonly events: readonly Draft[];
  /** The manager is asked; what was considered before that belongs to its choice. */
  readonly asksManager?: readonly ConsideredRule[];
}

/** Who speaks first for the people: rules of source `user`, then the pattern. */
export function routeUser(definition: Definition, state: SessionState): Route {
  if (state.nested) return routeNested(definition, state, state.nested);
  const findings = createFindings();
  const rules = definition.rules.filter((rule) => rule.source === "user" && rule.stage !== "llm");
  const choice = firstTrue(rules, state, findings) ?? patternForUser(definition, state);
  return arrive(definition, state, choice, findings);
}

/** Who speaks when a turn has ended: a guardrail's target, a tool's hand-back, the model's choice, rules, after-work, the pattern. */
export function routeAgent(definition: Definition, state: SessionState): Route {
  if (state.nested) return routeNested(definition, state, state.nested);
  const findings = createFindings();
  const choice =
    chosenByGuardrail(definition, state) ??
    chosenInTurn(definition, state, findings) ??
    firstTrue(
      definition.rules.filter((rule) => rule.stage === "after" && isSource(rule, state.turn?.agent)),
      state,
      findings,
    ) ??
    patternAfterTurn(definition, state);
  return arrive(definition, state, choice, findings);
}

/** The agent whose run failed speaks again. */
export function routeRetry(definition: Definition, state: SessionState): Route {
  if (state.nested) return routeNested(definition, state, state.nested);
  const choice: Choice = state.last_speaker
    ? { target: state.last_speaker, reason: { kind: "fallback", detail: "retry" } }
    : patternForUser(definition, state);
  return arrive(definition, state, choice, createFindings());
}

/** Where the manager's choice leads: the rules before a speaker speaks hold for it as for any other. */
export function routeChosen(
  definition: Definition,
  state: SessionState,
  choice: Choice,
  considered: readonly ConsideredRule[],
): Route {
  return arrive(definition, state, choice, createFindings(considered));
}

/** In a nested chat neither rules nor limits nor a person have a say. */
function routeNested(definition: Definition, state: SessionState, nested: NestedChat): Route {
  const next = nestedSpeaker(nested, state);
  if (!next) return { events: [completion(definition, state, "rounds")] };
  return { events: [{ type: "agent_selected", agent: next.target, reason: next.reason }] };
}

/** What a tool returned wins over the transfer the model chose; of several, the first in call order. */
function chosenInTurn(definition: Definition, state: SessionState, findings: Findings): Choice | undefined {
  const { agent, calls = [] } = state.turn ?? {};
  const taken = calls.filter((call) => call.status === "ok" && call.handoff_to);
  const call = taken.find((call) => call.kind !== "handoff") ?? taken[0];
  const isTool = call !== undefined && call.kind !== "handoff";
  const offers = definition.rules.filter(
    (rule) => rule.stage === "llm" && isSource(rule, agent) && rule.target !== agent,
  );
  if (!isTool) considerOffers(offers, state, call?.handoff_to, findings);
  return call?.handoff_to ? { target: call.handoff_to, reason: { kind: "handoff", rule: call.name } } : undefined;
}

/** Conditional rules in file order, then the last unconditional one. */
function firstTrue(rules: readonly HandoffRule[], state: SessionState, findings: Findings): Choice | undefined {
  const rule = rules.find((rule) => rule.condition && consider(rule, state, findings));
  if (rule) return { target: rule.target, reason: { kind: "handoff", rule: rule.id } };
  const always = rules.findLast((rule) => !rule.condition && consider(rule, state, findings));
  return always && { target: always.target, reason: { kind: "after_work", rule: always.id } };
}

/** Follows `pre` rules from the chosen speaker on, then selects it, asks the manager or ends the run. */
function arrive(definition: Definition, state: SessionState, first: Choice, findings: Findings): Route {
  const { notices } = findings;
  const met = new Set<string>();
  let choice = first;
  let source = state.turn?.agent ?? state.last_speaker ?? definition.manifest.agents[0]?.name ?? "";
  for (;;) {
    const { target, reason } = choice;
    if (target === "manager") return { events: notices, asksManager: findings.considered };
    if (target.startsWith(workflowTarget) || nestedOf(definition, target)) {
      const why = { ...choice, reason: explained(reason, findings) };
      return { events: [...notices, ...callSession(definition, state, why, source)] };
    }
    if (target === "terminate") return { events: [...notices, completion(definition, state, "terminate")] };
    if (target === "user") return { events: [...notices, ...giveFloor(definition, state)] };
    const agent = target === "stay" ? (state.turn?.agent ?? state.last_speaker ?? target) : target;
    if (!definition.agents.has(agent)) {
      return end(notices, "handoff.unknown-target", `${reason.rule ?? "a rule"} hands over to ${target}`);
    }
    if (met.has(agent)) return end(notices, "handoff.cycle", `${[...met, agent].join(" -> ")} before anyone spoke`);
    met.add(agent);
    const rule = preRule(definition, state, agent, findings);
    if (!rule || rule.target === "stay")
      return { events: [...notices, ...select(definition, state, agent, explained(reason, findings))] };
    source = agent;
    choice = { target: rule.target, reason: { kind: "handoff", rule: rule.id } };
  }
}

/**
 * A handoff to a workflow, or to a nested chat, is a turn of the source that begins with a call of it, and goes on with
 * its result. The rules before the source speaks are not asked again in that turn.
 */
function callSession(
  definition: Definition,
  state: SessionState,
  { target, reason }: Choice,
  source: string,
): readonly Draft[] {
  const events = select(definition, state, source, reason);
  if (events.at(-1)?.type !== "agent_selected") return events;
  const call = { type: "tool_call", call_id: `call_${state.seq + 1}`, agent: source, kind: "workflow" } as const;
  const nested = nestedOf(definition, target);
  if (!nested) {
    const said = state.pending.at(-1)?.content ?? state.last_reply?.content ?? "";
    return [...events, { ...call, name: target.slice(workflowTarget.length), arguments: { input: said } }];
  }
  const { agents, rounds, result, message } = nested;
  const said = message ? {} : { message: state.pending.at(-1)?.content ?? lastText(state) };
  return [
    ...events,
    {
      ...call,
      name: nestedChatCall,
      arguments: { target, ...said },
      nested: { agents: [...agents], rounds, result },
    },
  ];
}

function end(notices: readonly Draft[], code: ProblemCode, detail: string): Route {
  return { events: [...notices, failure(code, detail)] };
}

/** In ManualPattern the person is told that the choice of the next speaker is theirs. */
function giveFloor(definition: Definition, state: SessionState): readonly Draft[] {
  const asks: readonly Draft[] =
    definition.manifest.pattern === "ManualPattern" ? [{ type: "notice", level: "info", code: "speaker.choose" }] : [];
  return [...asks, pause(definition, state)];
}

function preRule(
  definition: Definition,
  state: SessionState,
  agent: string,
  findings: Findings,
): HandoffRule | undefined {
  return definition.rules.find(
    (rule) => rule.stage === "pre" && isSource(rule, agent) && rule.target !== agent && consider(rule, state, findings),
  );
}

/** Selects an agent unless a limit ends the run first. */
function select(
  definition: Definition,
  state: SessionState,
  target: string,
  reason: Choice["reason"],
): readonly Draft[] {
  if ((state.run?.turns ?? 0) >= definition.manifest.max_turns) return [completion(definition, state, "max_turns")];
  const limit = definition.agents.get(target)?.max_consecutive_auto_reply;
  if (limit !== undefined && state.last_speaker === target && state.consecutive >= limit) {
    return [pause(definition, state)];
  }
  return [{ type: "agent_selected", agent: target, reason }];
}

/** The draft that ends a run with a problem. */
export function failure(code: ProblemCode, detail?: string): DraftOf<"workflow_failed"> {
  return {
    type: "workflow_failed",
    error: { code, title: problems[code].title, detail: detail || problems[code].title },
  };
}
