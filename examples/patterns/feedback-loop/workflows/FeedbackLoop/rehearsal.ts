import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

type Reply = ReturnType<RehearsalFunction>;

function call(name: string, args: Record<string, string | boolean | string[]>): Reply {
  return { toolCalls: [{ name, arguments: args }] };
}

export const Entry: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "I like that topic. We begin with a plan." };
  const topic = last?.content.trim() ?? "";
  return topic.length < 8 ? { content: "What shall the document be about?" } : call("start_document", { topic });
};

export const Planner: RehearsalFunction = ({ messages }) =>
  messages.at(-1)?.role === "tool"
    ? { content: "The plan stands." }
    : call("submit_plan", { headings: ["Why", "How", "What to avoid"] });

export const Drafter: RehearsalFunction = ({ messages, context }) =>
  messages.at(-1)?.role === "tool"
    ? { content: "There is a first draft." }
    : call("submit_draft", { text: `${text(context["topic"])}: a draft.` });

/** Is content with the second version. */
export const Reviewer: RehearsalFunction = ({ messages, context }) => {
  if (messages.at(-1)?.role === "tool") return { content: "That is my feedback." };
  const isFirst = context["current_iteration"] === 1;
  const feedback = isFirst ? "Say more about how." : "Good as it is.";
  return call("submit_feedback", { feedback, iteration_needed: isFirst });
};

export const Reviser: RehearsalFunction = ({ messages, context }) => {
  if (messages.at(-1)?.role === "tool") return { content: "Revised." };
  const draft = text(context["document_draft"]);
  return call("submit_revision", {
    text: context["iteration_needed"] === true ? `${draft} And how it is done.` : draft,
  });
};

export const Finalizer: RehearsalFunction = ({ context }) => ({ content: text(context["document_draft"]) });

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
