import type { NestedChat } from "@mozaiks/contracts";
import type { Definition, HandoffRule } from "../../definitions/definition.ts";
import type { Choice } from "./choice.ts";
import type { ConversationItem, SessionState } from "./state.ts";

type CallOf = Extract<ConversationItem, { kind: "step" }>["calls"][number];

/** The nested chat that a rule's target stands for. */
export function nestedOf({ rules }: Definition, target: unknown): HandoffRule["nested"] {
  return rules.find((rule) => rule.nested && rule.target === target)?.nested;
}

/** Who speaks next in a nested chat: its agents in order, round after round; undefined when all rounds are over. */
export function nestedSpeaker({ agents, rounds }: NestedChat, { run }: SessionState): Choice | undefined {
  const turns = run?.turns ?? 0;
  const agent = agents[turns % agents.length];
  if (agent === undefined || turns >= agents.length * rounds) return undefined;
  return { target: agent, reason: { kind: "round_robin" } };
}

/** What a nested chat came to. */
export function nestedResult({ agents, result }: NestedChat, { conversation }: SessionState): string {
  const said = conversation.flatMap((item) => (item.kind === "step" && item.content.trim() !== "" ? [item] : []));
  if (result === "all") return said.map(({ agent, content }) => `${agent}: ${content}`).join("\n\n");
  return said.findLast(({ agent }) => agent === agents.at(-1))?.content ?? "";
}

/** What everybody in the outer conversation is told of a nested chat: its agents' words, as if they had spoken there. */
export function nestedText({ nested, result }: CallOf): string | undefined {
  if (!nested) return undefined;
  const { agents } = nested;
  if (!result || result.isError) return `Nested chat of ${agents.join(", ")}: ${result?.text ?? "Interrupted"}`;
  return nested.result === "all" ? result.text : `${agents.at(-1)}: ${result.text}`;
}
