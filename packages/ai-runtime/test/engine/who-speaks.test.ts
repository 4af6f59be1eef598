import { describe, expect, it } from "vitest";
import { called, created, decisions, foldDrafts, replied, returned, said, selected } from "./fold-drafts.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import type { Draft } from "../../src/engine/core/draft.ts";

const abc = {
  agents: ["A", "B", "C"],
  variables: [
    { name: "x", type: "integer" as const },
    { name: "flag", type: "boolean" as const },
    { name: "unset", type: "integer" as const },
  ],
};
const set = (changes: Record<string, boolean | number | null>): Draft => ({
  type: "context_update",
  changes,
  cause: "test",
});
const started: readonly Draft[] = [created, said("hi"), { type: "run_started", cause: "user_message" }];

/** What follows from a log: decisions up to the next step. */
function after(parts: ManifestParts, ...drafts: readonly (Draft | readonly Draft[])[]): readonly string[] {
  return decisions(buildDefinition({ ...abc, ...parts }), foldDrafts(drafts.flat())).lines;
}

describe("on a user message", () => {
  it.each<[string, ManifestParts, readonly Draft[], string]>([
    ["the first agent of agents.yaml speaks", {}, [], "agent_selected{A, initial}"],
    ["the initial agent speaks", { initial_agent: "B" }, [], "agent_selected{B, initial}"],
    [
      "the first true rule of source user decides",
      {
        handoffs: [
          { source: "user", target: "B", stage: "after", condition: "x == 2" },
          { source: "user", target: "C", stage: "after", condition: "x == 1" },
          { source: "user", target: "A", stage: "after", condition: "x == 1" },
        ],
      },
      [set({ x: 1 })],
      "agent_selected{C, handoff}",
    ],
    [
      "LLM rules do not apply to people",
      { handoffs: [{ source: "user", target: "C", stage: "llm", condition: "if they ask" }] },
      [],
      "agent_selected{A, initial}",
    ],
    [
      "an unconditional rule decides last",
      {
        handoffs: [
          { source: "user", target: "B", stage: "after" },
          { source: "user", target: "C", stage: "after", condition: "x == 1" },
        ],
      },
      [set({ x: 1 })],
      "agent_selected{C, handoff}",
    ],
  ])("%s", (_what, parts, before, line) => {
    expect(after(parts, created, before, said("hi"))).toEqual([
      "run_started{user_message}",
      line,
      `model ${line.slice(15, 16)}`,
    ]);
  });

  it("goes on with the agent that last spoke when the run before paused", () => {
    const paused: Draft = { type: "run_paused", waiting_for: "user" };
    expect(after({}, started, selected("B"), replied("B"), paused, said("more"))).toContain(
      "agent_selected{B, fallback}",
    );
  });

  it("begins with the initial agent when the run before completed", () => {
    const complete: Draft = {
      type: "workflow_complete",
      status: "completed",
      reason: "terminate",
    };
    expect(after({}, started, selected("B"), replied("B"), complete, said("more"))).toContain(
      "agent_selected{A, initial}",
    );
  });
});

describe("before an agent speaks", () => {
  it.each<[string, ManifestParts, readonly string[]]>([
    [
      "its first true pre rule hands over",
      {
        handoffs: [
          { source: "A", target: "B", stage: "pre", condition: "x == 2" },
          { source: "A", target: "C", stage: "pre", condition: "x == 1" },
        ],
      },
      ["agent_selected{C, handoff}", "model C"],
    ],
    [
      "pre rules are followed on",
      {
        handoffs: [
          { source: "A", target: "B", stage: "pre", condition: "x == 1" },
          { source: "B", target: "C", stage: "pre", condition: "x == 1" },
        ],
      },
      ["agent_selected{C, handoff}", "model C"],
    ],
    [
      "a speaker met twice fails the run",
      {
        handoffs: [
          { source: "A", target: "B", stage: "pre", condition: "x == 1" },
          { source: "B", target: "A", stage: "pre", condition: "x == 1" },
        ],
      },
      ["workflow_failed{handoff.cycle}"],
    ],
    [
      "a pre rule may end the run",
      { handoffs: [{ source: "A", target: "terminate", stage: "pre", condition: "x == 1" }] },
      ["workflow_complete{terminate}"],
    ],
    [
      "a pre rule may hand to the user",
      { handoffs: [{ source: "*", target: "user", stage: "pre", condition: "x == 1" }] },
      ["run_paused{user}"],
    ],
    [
      "a rule that is not available is skipped",
      { handoffs: [{ source: "A", target: "B", stage: "pre", condition: "x == 1", available_when: "flag == true" }] },
      ["agent_selected{A, initial}", "model A"],
    ],
  ])("%s", (_what, parts, lines) => {
    expect(after(parts, created, set({ x: 1 }), said("hi")).slice(1)).toEqual(lines);
  });
});

describe("when a turn ends", () => {
  const inTurn = [...started, set({ x: 1 }), selected("A")];
  it.each<[string, ManifestParts["handoffs"], readonly Draft[], readonly string[]]>([
    ["the default is the user", [], replied("A"), ["run_paused{user}"]],
    [
      "expression rules in file order, whether condition or conditional after_work",
      [
        { source: "A", target: "B", stage: "after", condition: "x == 2" },
        { source: "A", target: "C", stage: "after", condition: "x == 1" },
      ],
      replied("A"),
      ["agent_selected{C, handoff}", "model C"],
    ],
    [
      "then the last unconditional after_work",
      [
        { source: "A", target: "B", stage: "after" },
        { source: "A", target: "C", stage: "after" },
      ],
      replied("A"),
      ["agent_selected{C, after_work}", "model C"],
    ],
    [
      "a rule of every agent counts",
      [{ source: "*", target: "terminate", stage: "after", condition: "x == 1" }],
      replied("A"),
      ["workflow_complete{terminate}"],
    ],
    [
      "the transfer that the model chose comes before the rules",
      [{ source: "A", target: "C", stage: "after", condition: "x == 1" }],
      called("A", "transfer_to_B"),
      ["tool_result{ok}", "agent_selected{B, handoff}", "model B"],
    ],
    [
      "of two transfers the first is taken, the other is not",
      [],
      called("A", "transfer_to_B", "transfer_to_C"),
      ["tool_result{ok}", "tool_result{denied}", "agent_selected{B, handoff}", "model B"],
    ],
    [
      "what a tool returns wins over the transfer, and other tools run first",
      [],
      [...called("A", "transfer_to_B", "work"), returned("work", "C")],
      ["tool_result{ok}", "agent_selected{C, handoff}", "model C"],
    ],
    [
      "without a handoff a tool's result goes back to the same agent",
      [{ source: "A", target: "C", stage: "after" }],
      [...called("A", "work"), returned("work")],
      ["model A"],
    ],
    [
      "an expression that fails is a failed rule and a notice",
      [
        { source: "A", target: "B", stage: "after", condition: "unset > 1" },
        { source: "A", target: "C", stage: "after" },
      ],
      replied("A"),
      ["notice", "agent_selected{C, after_work}", "model C"],
    ],
  ])("%s", (_what, handoffs, turn, lines) => {
    const parts = { agents: ["A", "B", "C"], handoffs: handoffs ?? [], tools: [{ name: "work" }] };
    expect(after(parts, inTurn, turn)).toEqual(lines);
  });

  it("an empty reply ends the turn too", () => {
    const usage = replied("A").slice(1);
    expect(after({}, inTurn, usage)).toEqual(["run_paused{user}"]);
  });

  it("max_turns ends the run before another agent speaks, but not before the user does", () => {
    const handoffs = [{ source: "A", target: "B", stage: "after" } as const];
    expect(after({ max_turns: 1, handoffs }, inTurn, replied("A"))).toEqual(["workflow_complete{max_turns}"]);
    expect(after({ max_turns: 1 }, inTurn, replied("A"))).toEqual(["run_paused{user}"]);
  });

  it("max_consecutive_auto_reply gives the floor to the user", () => {
    const parts = {
      agents: [{ name: "A", max_consecutive_auto_reply: 2 }],
      handoffs: [{ source: "A", target: "A", stage: "after" } as const],
    };
    expect(after(parts, inTurn, replied("A"))).toEqual(["agent_selected{A, after_work}", "model A"]);
    expect(after(parts, inTurn, replied("A"), selected("A"), replied("A"))).toEqual(["run_paused{user}"]);
  });
});
