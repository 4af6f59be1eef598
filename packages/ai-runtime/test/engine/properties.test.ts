import { isRunEnd, SessionEvent } from "@mozaiks/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/core/decide.ts";
import type { Draft } from "../../src/engine/core/draft.ts";
import { evolve, replay } from "../../src/engine/core/evolve.ts";
import { messagesFor } from "../../src/engine/core/messages.ts";
import {
  initialState,
  isAwaitingAnswer,
  isAwaitingApproval,
  openCalls,
  type SessionState,
} from "../../src/engine/core/state.ts";
import { created, said, toEvent } from "./fold-drafts.ts";
import { buildDefinition } from "./manifest-builder.ts";

const agents = ["A", "B", "C"];
const tools = ["pay", "look", "ask"];

/** Handoffs as people write them, right and wrong: cycles, rules of everybody, rules that never hold. */
const rule = fc.record({
  source: fc.constantFrom(...agents, "user", "*"),
  target: fc.constantFrom(...agents, "user", "terminate"),
  stage: fc.constantFrom("pre", "llm", "after"),
  condition: fc.option(fc.constantFrom("x == 1", "x == 2", "x > 0"), { nil: undefined }),
});

const workflow = fc
  .record({
    rules: fc.array(rule, { maxLength: 6 }),
    human: fc.boolean(),
    maxTurns: fc.integer({ min: 1, max: 4 }),
    limit: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  })
  .map(({ rules, human, maxTurns, limit }) =>
    buildDefinition({
      human_in_the_loop: human,
      max_turns: maxTurns,
      agents: agents.map((name) => ({ name, tools, ...(limit && { max_consecutive_auto_reply: limit }) })),
      tools: [
        { name: "pay", requires_approval: true },
        { name: "look", idempotent: true },
        { name: "ask", ui: { component: "core.form", display: "inline", awaits_response: true } },
      ],
      variables: [{ name: "x", type: "integer" }],
      artifacts: [
        {
          type: "doc",
          actions: [
            { name: "check", tool: "look" },
            { name: "buy", tool: "pay" },
          ],
        },
      ],
      handoffs: rules.map(({ condition, ...each }) => ({
        ...each,
        ...(each.stage === "llm" ? { condition: "when asked" } : condition && { condition }),
      })),
    }),
  );

/** What the world does next; each number picks among what is possible then. */
const moves = fc.array(fc.record({ what: fc.nat(9), which: fc.nat(20) }), { maxLength: 60 });

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

const document: Draft = {
  type: "artifact_created",
  artifact_id: "doc",
  artifact_type: "doc",
  title: "Doc",
  display: "artifact",
  state: {},
  version: 1,
};

/** A session in a world of people, models, tools and crashes, checked at each event. */
class World {
  readonly log: SessionEvent[] = [];
  state: SessionState = initialState;
  /** Calls that a runner has started. */
  readonly started = new Map<string, number>();
  /** Calls that a person was asked to approve, and what they said. */
  readonly approvals = new Map<string, "asked" | "approve" | "deny">();
  #calls = 0;
  readonly #definition: ReturnType<typeof buildDefinition>;

  constructor(definition: ReturnType<typeof buildDefinition>) {
    this.#definition = definition;
    this.append([created, document]);
  }

  append(drafts: readonly Draft[]): void {
    for (const draft of drafts) {
      const event = toEvent(draft, this.state.seq + 1);
      this.check(event);
      this.log.push(event);
      this.state = evolve(this.state, event);
    }
  }

  /** What must hold of every event when it is appended. */
  check(event: SessionEvent): void {
    const { run, turn } = this.state;
    if (event.type === "run_started") expect(run, "one run at a time").toBeUndefined();
    if (isRunEnd(event)) expect(run, "an end needs a run").toBeDefined();
    if (event.type === "agent_selected") {
      expect(agents, "only agents of the workflow speak").toContain(event.agent);
      expect(run, "agents speak in runs").toBeDefined();
      expect(openCalls(this.state), "nobody speaks while calls are open").toEqual([]);
    }
    if (event.type === "approval_request") this.approvals.set(event.call_id, "asked");
    if (event.type === "approval_response") this.approvals.set(event.call_id, event.decision);
    if (event.type === "tool_result") {
      const call = turn?.calls.find((known) => known.call_id === event.call_id);
      expect(call?.status, "one result for each call").toBe("open");
    }
  }

  /** Decisions until a step, an input or nothing is next. */
  settle(): ReturnType<typeof decide> {
    for (let count = 0; count < 60; count += 1) {
      const action = decide(this.#definition, this.state);
      if (action.kind !== "record") return action;
      expect(action.events.length, "a decision says something").toBeGreaterThan(0);
      this.append(action.events);
    }
    throw new Error(`decide never comes to rest: ${this.log.map((event) => event.type).join(" ")}`);
  }

  step(what: number, which: number): void {
    const action = this.settle();
    const asked = openCalls(this.state).filter(isAwaitingAnswer);
    const request = asked[which % Math.max(1, asked.length)];
    if (what === 0) return this.append([said(`message ${this.state.seq}`)]);
    if (what === 1 && (this.state.run || openCalls(this.state).length > 0))
      return this.append([{ type: "cancel_requested", by: "ann" }]);
    if (what === 2 && request)
      return this.append([{ type: "ui_tool_response", call_id: request.call_id, response: which }]);
    if (what === 3 && request) return this.append([{ type: "timer_fired", timer_id: request.call_id }]);
    const unapproved = openCalls(this.state).find(isAwaitingApproval);
    if (what === 6 && unapproved) {
      const decision = which % 3 === 0 ? "deny" : "approve";
      return this.append([{ type: "approval_response", call_id: unapproved.call_id, decision }]);
    }
    if (what === 7) {
      this.#calls += 1;
      const action = which % 2 === 0 ? "check" : "buy";
      const draft = { type: "artifact_action", artifact_id: "doc", action, version: 1, by: "ann" } as const;
      return this.append([{ ...draft, call_id: `call_${this.#calls}` }]);
    }
    if (what === 4 && this.state.run && !this.state.run.untouched)
      return this.append([{ type: "run_recovery", run_id: "run_1", step: "" } as Draft]);
    if (what === 5 && this.state.status === "failed") return this.append([{ type: "run_started", cause: "retry" }]);
    if (action.kind === "model") return this.append(this.reply(action.agent, which));
    if (action.kind === "tools") return this.work(action, which);
    return undefined;
  }

  work(action: Extract<ReturnType<typeof decide>, { kind: "tools" }>, which: number): void {
    for (const call of action.calls) {
      const before = this.started.get(call.call_id) ?? 0;
      this.started.set(call.call_id, before + 1);
      if (call.name === "pay") expect(before, "a tool that is not idempotent starts once").toBe(0);
      if (call.name === "pay")
        expect(this.approvals.get(call.call_id), "nothing starts before its approval").toBe("approve");
    }
    if (which % 5 === 0) return this.append([{ type: "run_recovery", run_id: "run_1", step: "tools" } as Draft]);
    for (const [index, { call_id, name }] of action.calls.entries()) {
      const handoff = which % 7 === 1 && index === 0 ? { handoff_to: agents[which % 3] ?? "A" } : {};
      const changes: Draft = { type: "context_update", changes: { x: which % 3 }, cause: name };
      this.append([
        ...(which % 3 === 0 ? [changes] : []),
        { type: "tool_result", call_id, name, status: which % 4 ? "ok" : "error", ...handoff },
      ]);
    }
  }

  reply(agent: string, which: number): readonly Draft[] {
    const names =
      [[], ["look"], ["pay", "ask"], ["transfer_to_B", "look"], ["ask", "ask"], ["transfer_to_user"]][which % 6] ?? [];
    const calls = names.map((name): Draft => {
      this.#calls += 1;
      const transfer = name.startsWith("transfer_to_");
      const kind = transfer ? "handoff" : name === "ask" ? "ui" : "module";
      return {
        type: "tool_call",
        call_id: `call_${this.#calls}`,
        agent,
        name,
        arguments: transfer ? { target: name.slice(12) } : {},
        kind,
      };
    });
    const text: Draft = {
      type: "agent_message",
      message_id: `m${this.state.seq}`,
      agent,
      epoch: 1,
      content: "text",
      visible: true,
      finish_reason: calls.length > 0 ? "tool_calls" : "stop",
    };
    const metered: Draft = {
      type: "usage_update",
      agent,
      model: "m",
      tokens: usage,
      total_tokens: 2,
      cost_usd: 0,
      user_id: "u",
      app_id: "a",
      workflow_id: "Test",
    };
    return [...(which % 2 === 0 ? [text] : []), ...calls, metered];
  }
}

function live(
  definition: ReturnType<typeof buildDefinition>,
  moved: readonly { what: number; which: number }[],
): World {
  const world = new World(definition);
  for (const { what, which } of moved) world.step(what, which);
  world.settle();
  return world;
}

describe("in any world", () => {
  it("runs, turns and calls are well formed, and every decision comes to rest", () => {
    fc.assert(
      fc.property(workflow, moves, (definition, moved) => {
        const { state, log } = live(definition, moved);
        const started = log.filter((event) => event.type === "run_started").length;
        expect(started - log.filter(isRunEnd).length).toBe(state.run ? 1 : 0);
        if (!state.run) expect(state.pending, "no message waits for nobody").toEqual([]);
        if (!state.run && openCalls(state).length === 0)
          expect(state.actions, "no action waits for nobody").toEqual([]);
        if (state.status === "running") expect(decide(definition, state).kind).not.toBe("idle");
      }),
      { numRuns: 1_000 },
    );
  });

  it("replaying the log, from the start or from a stored snapshot, gives the same state", () => {
    fc.assert(
      fc.property(workflow, moves, fc.nat(), (definition, moved, at) => {
        const { state, log } = live(definition, moved);
        expect(replay(log)).toEqual(state);
        const cut = at % (log.length + 1);
        const snapshot = JSON.parse(JSON.stringify(replay(log.slice(0, cut)))) as SessionState;
        expect(replay(log.slice(cut), snapshot)).toEqual(state);
      }),
      { numRuns: 300 },
    );
  });

  it("a prompt pairs every call with its result", () => {
    fc.assert(
      fc.property(workflow, moves, (definition, moved) => {
        const { state } = live(definition, moved);
        for (const agent of agents) {
          const open = new Set<string>();
          for (const message of messagesFor(state, agent)) {
            if (message.role === "tool") expect(open.delete(message.call_id)).toBe(true);
            else expect(open.size, "nothing stands between a call and its result").toBe(0);
            if (message.role === "assistant") for (const call of message.calls) open.add(call.call_id);
          }
          expect(open.size).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("deciding twice gives the same answer and changes nothing", () => {
    fc.assert(
      fc.property(workflow, moves, (definition, moved) => {
        const { state } = live(definition, moved);
        const before = JSON.stringify(state);
        expect(decide(definition, state)).toEqual(decide(definition, state));
        expect(JSON.stringify(state)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });
});

describe("evolve", () => {
  const definition = buildDefinition({ agents: [...agents] });
  const anyEvent = fc
    .tuple(
      fc.constantFrom(...SessionEvent.options.map((option) => option.shape.type.value)),
      fc.object({ maxDepth: 1 }),
      fc.nat(3),
    )
    .map(([type, fields, id]) => ({
      call_id: `call_${id}`,
      agent: agents[id % 3],
      name: "look",
      kind: "module",
      status: "ok",
      cause: "retry",
      waiting_for: "user",
      changes: {},
      tokens: usage,
      cost_usd: null,
      content: "x",
      error: { code: "internal", title: "t" },
      startup_mode: "UserDriven",
      workflow_id: "Test",
      workflow_version: "v1",
      run_id: "run_1",
      timer_id: `call_${id}`,
      ...fields,
      type,
      chat_id: "chat",
      event_id: "e",
      timestamp: "2026-01-07T10:30:00.000Z",
    }));

  it("is total: any order of any events folds, and the result can be decided over", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let state = initialState;
        for (const [index, event] of events.entries())
          state = evolve(state, { ...event, seq: index + 1 } as unknown as SessionEvent);
        expect(state.seq).toBe(events.length);
        expect(() => decide(definition, state)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  it("ignores events out of order and of unknown types", () => {
    const state = evolve(initialState, toEvent(created, 1));
    expect(evolve(state, toEvent(said("again"), 1))).toBe(state);
    expect(evolve(state, toEvent(said("too far"), 3))).toBe(state);
    const unknown = { ...toEvent(created, 2), type: "from_the_future" } as unknown as SessionEvent;
    expect(evolve(state, unknown)).toEqual({ ...state, seq: 2 });
  });
});
