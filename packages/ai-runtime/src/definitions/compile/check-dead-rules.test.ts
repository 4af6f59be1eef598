import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { temporaryWorkflow } from "../../../test/definitions/temporary-workflow.ts";
import { loadWorkflow } from "../load-workflow.ts";

type Rule = Readonly<Record<string, string>>;

const rule = (source_agent: string, target_agent: string, more: Rule = {}): Rule => ({
  source_agent,
  target_agent,
  ...more,
});
const when = (condition: string, more: Rule = {}): Rule => ({ condition, condition_type: "expression", ...more });

/** The dead rules by their places in the list, each with what wins over it. */
async function dead(...rules: readonly Rule[]): Promise<readonly string[]> {
  await using folder = await temporaryWorkflow({ "handoffs.yaml": stringify({ handoff_rules: rules }) });
  const { diagnostics, ok } = await loadWorkflow(folder.path);
  expect(ok).toBe(true);
  const lines = stringify({ handoff_rules: rules }).split("\n");
  const placeOf = (line: number): number => lines.slice(0, line).filter((text) => /^ {2}- /.test(text)).length - 1;
  return diagnostics
    .filter(({ code }) => code === "handoff.dead")
    .map(({ line, message, fix }) => {
      const winner = placeOf(Number(/in line (\d+)/.exec(message)?.[1]));
      return `${placeOf(line)} by ${winner}${message.includes("every agent") ? " (*)" : ""}: ${fix.split(" line")[0]}`;
    });
}

describe("a rule that is never taken is a warning", () => {
  it.each<[string, readonly Rule[], readonly string[]]>([
    [
      "an agent's own, before one of every agent",
      [rule("Ann", "Bob"), rule("*", "user")],
      ["0 by 1 (*): Move it below"],
    ],
    ["the first of two of an agent", [rule("Ann", "Bob"), rule("Ann", "user")], ["0 by 1: Move it below"]],
    ["the first of two of the person", [rule("user", "Bob"), rule("user", "Ann")], ["0 by 1: Move it below"]],
    [
      "one behind what is always true",
      [rule("Ann", "Bob", when("true")), rule("Ann", "user", when("count > 1"))],
      ["1 by 0: Move it above"],
    ],
    [
      "an unconditional one beside what is always true",
      [rule("Ann", "user"), rule("*", "Bob", when("true"))],
      ["0 by 1 (*): Move it above"],
    ],
    [
      "one with the condition of another",
      [rule("Ann", "Bob", when("count > 1")), rule("Ann", "user", when("count > 1"))],
      ["1 by 0: Move it above"],
    ],
    [
      "one before the turn with the condition of another",
      [
        rule("Ann", "Bob", when("count > 1", { scope: "pre" })),
        rule("Ann", "user", when("count > 1", { scope: "pre" })),
      ],
      ["1 by 0: Move it above"],
    ],
  ])("%s", async (_what, rules, expected) => {
    expect(await dead(...rules)).toEqual(expected);
  });

  it.each<[string, readonly Rule[]]>([
    ["an agent's own after one of every agent", [rule("*", "user"), rule("Ann", "Bob")]],
    ["the person's before one of every agent", [rule("user", "Bob"), rule("*", "user")]],
    [
      "a conditional one, wherever the unconditional stands",
      [rule("Ann", "user"), rule("Ann", "Bob", when("count > 1"))],
    ],
    [
      "one before another that may be hidden",
      [rule("Ann", "Bob"), rule("Ann", "user", { available_when: "count > 1" })],
    ],
    [
      "one behind another that may be hidden",
      [rule("Ann", "Bob", when("true", { available_when: "count > 1" })), rule("Ann", "user", when("true"))],
    ],
    ["those of two agents", [rule("Ann", "Bob"), rule("Bob", "Ann")]],
    [
      "those of two stages",
      [rule("Ann", "Bob", when("count > 1", { scope: "pre" })), rule("Ann", "Bob", when("count > 1"))],
    ],
    [
      "one of an agent that the rule of every agent leads to",
      [rule("*", "Bob", when("count > 1", { scope: "pre" })), rule("Bob", "Ann", when("count > 1", { scope: "pre" }))],
    ],
  ])("but not %s", async (_what, rules) => {
    expect(await dead(...rules)).toEqual([]);
  });

  it("says which rule wins and what to do", async () => {
    const text =
      "handoff_rules:\n  - { source_agent: Ann, target_agent: Bob }\n  - { source_agent: '*', target_agent: user }\n";
    await using folder = await temporaryWorkflow({ "handoffs.yaml": text });
    const { diagnostics } = await loadWorkflow(folder.path);
    expect(diagnostics.filter(({ code }) => code === "handoff.dead")).toMatchObject([
      {
        severity: "warning",
        line: 2,
        column: 5,
        message:
          "The rule is never taken: the last rule without a condition decides, and that is the one for every agent in line 3.",
        fix: "Move it below line 3, give it another condition, or remove it.",
      },
    ]);
  });
});
