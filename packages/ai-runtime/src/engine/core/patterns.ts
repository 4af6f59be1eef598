import type { Definition } from "../../definitions/definition.ts";
import type { Choice } from "./choice.ts";
import { draw } from "./draw.ts";
import type { SessionState } from "./state.ts";

/** Who speaks after a turn when no rule decides. */
export function patternAfterTurn(definition: Definition, state: SessionState): Choice {
  switch (definition.manifest.pattern) {
    case "DefaultPattern":
    case "ManualPattern":
      return { target: "user", reason: { kind: "fallback" } };
    case "RoundRobinPattern":
      return inTurn(nextInRing(definition, state.turn?.agent), state.turn?.agent);
    case "RandomPattern":
      return drawn(definition, state, state.turn?.agent);
    case "AutoPattern":
      return { target: "manager", reason: { kind: "auto" } };
  }
}

/** Who answers a person when no rule of source `user` decides. */
export function patternForUser(definition: Definition, state: SessionState): Choice {
  switch (definition.manifest.pattern) {
    case "DefaultPattern":
      return lastOrInitial(definition, state);
    case "ManualPattern": {
      const named = state.pending.findLast((message) => message.to !== undefined)?.to;
      return named !== undefined && definition.agents.has(named)
        ? { target: named, reason: { kind: "handoff", rule: "user_message.to" } }
        : { target: "user", reason: { kind: "fallback" } };
    }
    case "RoundRobinPattern":
      return inTurn(nextAgentInRing(definition, state.last_speaker), state.last_speaker);
    case "RandomPattern":
      return drawn(definition, state, "user");
    case "AutoPattern":
      return { target: "manager", reason: { kind: "auto" } };
  }
}

/** Whom a manager may choose: every agent but one that has had its turns in a row, and the user. */
export function eligibleSpeakers(definition: Definition, state: SessionState): readonly string[] {
  const agents = definition.manifest.agents.filter(({ name, max_consecutive_auto_reply: limit }) => {
    return limit === undefined || state.last_speaker !== name || state.consecutive < limit;
  });
  return [...agents.map(({ name }) => name), "user"];
}

/** Who speaks when a manager cannot make up its mind: the next agent in file order. */
export function nextInOrder(definition: Definition, state: SessionState): string {
  return nextAgentInRing(definition, state.last_speaker);
}

/** The agent that last spoke if the run before paused; else the initial agent; else the first. */
function lastOrInitial(definition: Definition, state: SessionState): Choice {
  if (state.paused && state.last_speaker)
    return { target: state.last_speaker, reason: { kind: "fallback", detail: "spoke last" } };
  return { target: ring(definition)[0] ?? "user", reason: { kind: "initial" } };
}

/** The initial agent, the others in file order; a human in the loop comes last. */
function ring({ manifest }: Definition): readonly string[] {
  const names = manifest.agents.map(({ name }) => name);
  const first = manifest.initial_agent ?? names[0];
  return first === undefined ? [] : [first, ...names.filter((name) => name !== first)];
}

function nextInRing(definition: Definition, after: string | undefined): string {
  const agents = ring(definition);
  const isLast = after !== undefined && agents.at(-1) === after;
  if (isLast && definition.manifest.human_in_the_loop) return "user";
  return nextAgentInRing(definition, after);
}

function nextAgentInRing(definition: Definition, after: string | undefined): string {
  const agents = ring(definition);
  const index = after === undefined ? -1 : agents.indexOf(after);
  return agents[(index + 1) % agents.length] ?? "user";
}

function inTurn(target: string, after: string | undefined): Choice {
  return { target, reason: { kind: "round_robin", ...(after !== undefined && { detail: `next after ${after}` }) } };
}

/** Never the same speaker twice running. */
function drawn({ manifest }: Definition, state: SessionState, last: string | undefined): Choice {
  const people = manifest.human_in_the_loop ? ["user"] : [];
  const pool = [...manifest.agents.map(({ name }) => name), ...people].filter((name) => name !== last);
  const target = pool[draw(`${state.chat_id}:${state.seq}`, Math.max(1, pool.length))] ?? "user";
  return { target, reason: { kind: "random", detail: `drawn from ${pool.join(", ")}` } };
}
