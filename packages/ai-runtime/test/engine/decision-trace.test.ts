import type { SelectionReason } from "@mozaiks/contracts";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/core/decide.ts";
import type { Draft } from "../../src/engine/core/draft.ts";
import { called, created, foldDrafts, replied, returned, said, selected } from "./fold-drafts.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";

const abc = {
  agents: ["A", "B", "C"],
  variables: [
    { name: "x", type: "integer" as const },
    { name: "unset", type: "integer" as const },
  ],
};
const rule = (source: string, target: string, condition?: string, more: object = {}) =>
  ({ source, target, stage: "after", ...(condition !== undefined && { condition }), ...more }) as const;
const started: readonly Draft[] = [
  created,
  said("hi"),
  { type: "run_started", cause: "user_message" },
  { type: "context_update", changes: { x: 1 }, cause: "test" },
];
const turnOfA = [...started, selected("A"), ...replied("A")];

/** Why the next speaker speaks. */
function reason(parts: ManifestParts, drafts: readonly Draft[]): SelectionReason {
  const action = decide(buildDefinition({ ...abc, ...parts }), foldDrafts(drafts));
  const chosen = action.kind === "record" ? action.events.find((event) => event.type === "agent_selected") : undefined;
  if (!chosen) throw new Error(`${JSON.stringify(action)} selects nobody`);
  return chosen.reason;
}

const shown = ({ considered = [] }: SelectionReason): readonly string[] =>
  considered.map(({ rule, target, outcome }) => `${rule.split(":")[1]} ${target} ${outcome}`);

describe("the reason of a choice tells of every rule that was asked, in order", () => {
  it("up to the one that is taken: hidden, failed, false, and no further", () => {
    const handoffs = [
      rule("A", "B", "x == 1", { available_when: "x > 5" }),
      rule("A", "B", "unset > 1"),
      rule("A", "B", "x == 2"),
      rule("B", "C", "x == 1"),
      rule("*", "C", "x == 1"),
      rule("A", "B", "x == 1"),
    ];
    const why = reason({ handoffs }, turnOfA);
    expect(shown(why)).toEqual(["1 B hidden", "2 B failed", "3 B false", "5 C taken"]);
    expect(why).toMatchObject({ kind: "handoff", rule: "handoffs.yaml:5" });
  });

  it("for rules without a condition, from the last one on", () => {
    const handoffs = [rule("A", "B"), rule("A", "C", "x == 2"), rule("A", "C", undefined, { available_when: "x > 5" })];
    expect(shown(reason({ handoffs }, turnOfA))).toEqual(["2 C false", "3 C hidden", "1 B taken"]);
  });

  it("for the person's rules, and those before the chosen agent speaks", () => {
    const handoffs = [
      rule("user", "B", "x == 2"),
      rule("A", "B", "x == 2", { stage: "pre" }),
      rule("A", "C", "x == 1", { stage: "pre" }),
      rule("C", "B", "x == 2", { stage: "pre" }),
    ];
    const why = reason({ handoffs }, started);
    expect(shown(why)).toEqual(["1 B false", "2 B false", "3 C taken", "4 B false"]);
    expect(why).toMatchObject({ kind: "handoff", rule: "handoffs.yaml:3" });
  });

  it("for what the model was offered, chosen or not", () => {
    const handoffs = [
      { source: "A", target: "B", stage: "llm", condition: "They ask for B.", available_when: "x > 5" },
      { source: "A", target: "C", stage: "llm", condition: "They ask for C." },
      rule("A", "B"),
    ] as const;
    expect(shown(reason({ handoffs }, turnOfA))).toEqual(["1 B hidden", "2 C not_chosen", "3 B taken"]);
    const transferred = [...started, selected("A"), ...called("A", "transfer_to_C"), returned("transfer_to_C", "C")];
    const why = reason({ handoffs }, transferred);
    expect(shown(why)).toEqual(["1 B hidden", "2 C taken"]);
    expect(why).toMatchObject({ kind: "handoff", rule: "transfer_to_C" });
  });

  it("and of none when a tool hands over: no rule was asked", () => {
    const drafts = [...started, selected("A"), ...called("A", "work"), returned("work", "C")];
    expect(reason({ tools: [{ name: "work" }], handoffs: [rule("A", "B")] }, drafts)).toEqual({
      kind: "handoff",
      rule: "work",
    });
  });

  it.each<[NonNullable<ManifestParts["pattern"]>, SelectionReason]>([
    ["RoundRobinPattern", { kind: "round_robin", detail: "next after A" }],
    ["RandomPattern", { kind: "random", detail: "drawn from B, C" }],
  ])("before %s decides", (pattern, expected) => {
    const parts = { pattern, human_in_the_loop: false, handoffs: [rule("A", "C", "x == 2")] };
    const why = reason(parts, turnOfA);
    expect(why).toMatchObject(expected);
    expect(shown(why)).toEqual(["1 C false"]);
  });

  it("before the manager is asked", () => {
    const definition = buildDefinition({ ...abc, pattern: "AutoPattern", handoffs: [rule("A", "C", "x == 2")] });
    expect(decide(definition, foldDrafts(turnOfA))).toMatchObject({
      kind: "choose",
      considered: [{ rule: "handoffs.yaml:1", target: "C", outcome: "false" }],
    });
  });

  it("but for those in the middle of very many", () => {
    const handoffs = [...Array.from({ length: 200 }, () => rule("A", "B", "x == 2")), rule("A", "C", "x == 1")];
    const why = reason({ handoffs }, turnOfA);
    expect(why.considered).toHaveLength(50);
    expect(why.omitted).toBe(151);
    expect(shown(why).at(-1)).toBe("201 C taken");
  });
});
