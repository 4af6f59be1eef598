import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

type Reply = ReturnType<RehearsalFunction>;

export const Triage: RehearsalFunction = ({ messages }) => {
  const topic =
    messages
      .at(-1)
      ?.content.split(/\babout\b/i)
      .at(-1)
      ?.trim() ?? "it";
  return {
    structured: {
      research_tasks: [`Facts about ${topic}`, `Stories about ${topic}`],
      writing_tasks: [`A page about ${topic}`],
    },
  };
};

export const TaskManager: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "The tasks are given out." };
  const json =
    messages.findLast(({ content }) => content.startsWith("Triage: "))?.content.slice("Triage: ".length) ?? "{}";
  return { toolCalls: [{ name: "initiate_tasks", arguments: JSON.parse(json) }] };
};

function worker(kind: "research" | "writing", verb: string): RehearsalFunction {
  return ({ messages, context }): Reply => {
    if (messages.at(-1)?.role === "tool") return { content: `${verb}.` };
    const index = Number(context[`${kind}_index`]);
    const tasks = context[`${kind}_tasks`];
    const task = Array.isArray(tasks) ? (tasks as string[])[index] : "";
    return {
      toolCalls: [{ name: `complete_${kind}`, arguments: { index, result: `${task}: ${verb.toLowerCase()}` } }],
    };
  };
}

export const Researcher = worker("research", "Found");
export const Writer = worker("writing", "Written");

export const Summarizer: RehearsalFunction = ({ context }) => ({
  content: `All done.\n${JSON.stringify(context["writing_results"])}`,
});
