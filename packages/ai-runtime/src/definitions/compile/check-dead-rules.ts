import type { HandoffManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile } from "../source/source-file.ts";

/**
 * Warns of rules that can never be taken because another one always is: an unconditional rule before a later one of the
 * same agent, or of every agent; a rule behind one that is always true, or that has the same condition.
 */
export function checkDeadRules(rules: readonly HandoffManifest[], source: SourceFile, report: Report): void {
  for (const [index, rule] of rules.entries()) {
    const winner = winnerOver(rules, index);
    if (!winner) continue;
    const { line } = source.at(["handoff_rules", rules.indexOf(winner)]);
    const whose = winner.source === "*" && rule.source !== "*" ? " for every agent" : "";
    const [why, fix] =
      rule.condition === undefined && winner.condition === undefined
        ? ["the last rule without a condition decides, and that is", `Move it below line ${line}`]
        : ["what always comes first is", `Move it above line ${line}`];
    report.warning(
      source.at(["handoff_rules", index]),
      "handoff.dead",
      `The rule is never taken: ${why} the one${whose} in line ${line}.`,
      `${fix}, give it another condition, or remove it.`,
    );
  }
}

function winnerOver(rules: readonly HandoffManifest[], index: number): HandoffManifest | undefined {
  const rule = rules[index];
  if (!rule || rule.stage === "llm") return undefined;
  const { condition } = rule;
  const before = rules
    .slice(0, index)
    .find(
      (other) =>
        isStronger(other, rule) &&
        (isAlwaysTrue(other) || (condition !== undefined && other.condition === condition && !other.available_when)),
    );
  if (before || condition !== undefined) return before;
  return rules.find(
    (other, place) => isStronger(other, rule) && (isAlwaysTrue(other) || (place > index && isUnconditional(other))),
  );
}

/** Whether it applies wherever the rule does. Before the turn, no rule hands an agent over to itself. */
function isStronger(other: HandoffManifest, rule: HandoffManifest): boolean {
  if (other.stage !== rule.stage) return false;
  if (other.source === rule.source) return true;
  if (other.nested?.agents.includes(rule.source)) return false;
  return other.source === "*" && rule.source !== "user" && (rule.stage !== "pre" || other.target !== rule.source);
}

function isAlwaysTrue({ condition, available_when }: HandoffManifest): boolean {
  return condition === "true" && available_when === undefined;
}

function isUnconditional({ condition, available_when }: HandoffManifest): boolean {
  return condition === undefined && available_when === undefined;
}
