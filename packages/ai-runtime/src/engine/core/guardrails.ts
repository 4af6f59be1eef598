import type { Definition } from "../../definitions/definition.ts";
import type { Guardrail } from "../../definitions/compile/guardrail.ts";
import type { Choice } from "./choice.ts";
import type { DraftOf } from "./draft.ts";
import { nestedText } from "./nested-chat.ts";
import type { ConversationItem, SessionState } from "./state.ts";
import { boundNames } from "./transfers.ts";

/** The text that an agent is about to answer: what was said last, by whomever. */
export function lastText(state: SessionState): string {
  return state.conversation.map(textOf).findLast((text) => text.trim() !== "") ?? "";
}

function textOf(item: ConversationItem): string {
  if (item.kind === "user" || item.content !== "") return item.content;
  return item.calls.flatMap((call) => nestedText(call) ?? []).join("\n\n");
}

/**
 * Whether a guardrail applies to a text; undefined when only a model can tell. A condition that fails does not apply
 * and is noticed.
 */
export function applies(
  { manifest, applies: test }: Guardrail,
  state: SessionState,
  text: string,
  notices: DraftOf<"notice">[],
): boolean | undefined {
  if (!test) return undefined;
  const result = test(text, boundNames(state));
  if (result.ok) return result.value;
  const detail = `${manifest.id}: ${manifest.name}: ${result.error}`;
  notices.push({ type: "notice", level: "warning", code: "expression.failed", detail });
  return false;
}

/** Where the guardrail that ended the open turn leads. */
export function chosenByGuardrail(definition: Definition, { turn }: SessionState): Choice | undefined {
  if (turn?.guardrail === undefined) return undefined;
  const { input = [], output = [] } = definition.guardrails.get(turn.agent) ?? {};
  const hit = [...input, ...output].find(({ manifest }) => manifest.name === turn.guardrail)?.manifest;
  return hit && { target: hit.target, reason: { kind: "handoff", rule: hit.id } };
}
