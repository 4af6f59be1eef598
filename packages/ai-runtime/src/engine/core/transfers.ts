import type { JsonObject } from "@mozaiks/contracts";
import type { Definition, HandoffRule } from "../../definitions/definition.ts";
import { nestedTarget } from "../../definitions/manifest.ts";
import { artifactList } from "./artifacts.ts";
import type { DraftOf } from "./draft.ts";
import type { SessionState } from "./state.ts";

const prefix = "transfer_to_";

/** A handoff that the model may choose, offered to it as a tool without arguments. */
export interface Transfer {
  readonly name: string;
  readonly target: string;
  readonly rule: string;
  readonly description: string;
}

/** The LLM rules of an agent that are available now; rules with one target are one tool. */
export function availableTransfers(
  definition: Definition,
  state: SessionState,
  agent: string,
): { transfers: readonly Transfer[]; notices: readonly DraftOf<"notice">[] } {
  const notices: DraftOf<"notice">[] = [];
  if (state.nested) return { transfers: [], notices };
  const byTarget = new Map<string, Transfer>();
  for (const rule of definition.rules) {
    if (rule.stage !== "llm" || !isSource(rule, agent) || rule.target === agent) continue;
    if (!isAvailable(rule, state, notices)) continue;
    const name = rule.nested ? rule.target.slice(nestedTarget.length) : rule.target;
    const description =
      rule.prompt ??
      rule.description ??
      (rule.nested ? `Have ${rule.nested.agents.join(", ")} talk it over first.` : `Hand over to ${name}.`);
    const known = byTarget.get(rule.target);
    byTarget.set(rule.target, {
      name: prefix + name.replace(/[^A-Za-z0-9_-]/g, "_"),
      target: rule.target,
      rule: known?.rule ?? rule.id,
      description: known ? `${known.description}\nOr: ${description}` : description,
    });
  }
  return { transfers: [...byTarget.values()], notices };
}

/** Whether a rule is one of this agent. A rule of every agent lets nobody begin a nested chat with itself. */
export function isSource({ source, nested }: HandoffRule, agent: string | undefined): boolean {
  return source === agent || (source === "*" && !nested?.agents.some((name) => name === agent));
}

/** Whether a rule may be considered at all. An error in `available_when` hides the rule and is noticed. */
export function isAvailable(rule: HandoffRule, state: SessionState, notices: DraftOf<"notice">[]): boolean {
  if (!rule.available) return true;
  const result = rule.available.evaluate(boundNames(state));
  if (!result.ok) notices.push(failedExpression(rule, rule.available.source, result.error));
  return result.ok && result.value;
}

/** Whether a rule's condition holds. An error is a failed rule and is noticed; no condition holds always. */
export function holds(rule: HandoffRule, state: SessionState, notices: DraftOf<"notice">[]): boolean {
  if (!rule.condition) return true;
  const result = rule.condition.evaluate(boundNames(state));
  if (!result.ok) notices.push(failedExpression(rule, rule.condition.source, result.error));
  return result.ok && result.value;
}

/** What an expression may name: every variable, and the artifacts. */
export function boundNames(state: SessionState): JsonObject {
  return { ...state.context, artifacts: [...artifactList(state)] };
}

function failedExpression(rule: HandoffRule, source: string, error: string): DraftOf<"notice"> {
  return { type: "notice", level: "warning", code: "expression.failed", detail: `${rule.id}: ${source}: ${error}` };
}
