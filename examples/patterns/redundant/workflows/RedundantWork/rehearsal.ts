import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const approaches = ["careful", "creative", "short"];

export const Taskmaster: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "Three workers begin at once." };
  const task = last?.content.trim() ?? "";
  if (task.length < 8) return { content: "What is the task?" };
  return { toolCalls: [{ name: "initiate_task", arguments: { task } }] };
};

/** Finds the creative result the best. */
export const Evaluator: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  const results = messages.filter(({ name }) => name === "ask_worker").slice(-approaches.length);
  if (last?.name === "select_result")
    return { content: typeof context["final_result"] === "string" ? context["final_result"] : "" };
  if (last?.name !== "ask_worker") {
    const task = typeof context["current_task"] === "string" ? context["current_task"] : "";
    return { toolCalls: approaches.map((approach) => ({ name: "ask_worker", arguments: { task, approach } })) };
  }
  const result = results[1]?.content ?? "";
  const scores = { careful: 7, creative: 9, short: 6 };
  return { toolCalls: [{ name: "select_result", arguments: { scores, selected: "creative", result } }] };
};
