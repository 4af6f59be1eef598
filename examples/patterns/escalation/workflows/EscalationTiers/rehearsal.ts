import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

/** How hard a question sounds: 0 everyday, 1 experience, 2 the hardest. */
function difficulty(question: unknown): number {
  const text = typeof question === "string" ? question : "";
  if (/\b(deadlock|proof|quantum|kernel)\b/i.test(text)) return 2;
  return /\b(database|network|contract)\b/i.test(text) ? 1 : 0;
}

export const Triage: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "Let me see who can answer that." };
  const text = last?.content.trim() ?? "";
  if (text.length < 8) return { content: "What would you like to know?" };
  return { toolCalls: [{ name: "new_question", arguments: { question: text } }] };
};

function tier(level: number, sure: string): RehearsalFunction {
  return ({ messages, context }) => {
    const last = messages.at(-1);
    if (last?.role === "tool")
      return { content: last.content.includes("true") ? sure : "I ask somebody who knows more." };
    const confidence = level >= difficulty(context["question"]) ? 9 : 3 + level * 4;
    return { toolCalls: [{ name: "answer_question", arguments: { answer: sure, confidence } }] };
  };
}

export const Basic = tier(0, "That is in the first menu.");
export const Intermediate = tier(1, "Look at the logs of the last hour; the cause is in the first error.");
export const Advanced = tier(
  2,
  "Two transactions take the same locks in a different order. Take them in the same one.",
);
