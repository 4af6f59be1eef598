import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

type Reply = ReturnType<RehearsalFunction>;

function call(name: string, args: Record<string, string>): Reply {
  return { toolCalls: [{ name, arguments: args }] };
}

export const Executive: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  const sections = Object.values(Object.assign({}, context["report_sections"])).join(" ");
  if (last?.role === "tool")
    return { content: last.name === "compile_report" ? sections : "My managers look into it." };
  if (sections !== "") return call("compile_report", { text: sections });
  const topic = last?.content.trim() ?? "";
  return topic.length < 8 ? { content: "What shall we research?" } : call("start_research", { topic });
};

function manager(text: string): RehearsalFunction {
  return ({ messages }) =>
    messages.at(-1)?.role === "tool" ? { content: "Our section stands." } : call("compile_section", { text });
}

function specialist(text: string): RehearsalFunction {
  return ({ messages }) =>
    messages.at(-1)?.role === "tool" ? { content: "That is what I know." } : call("complete_research", { text });
}

export const GenerationManager = manager("Sun and wind complement each other.");
export const StorageManager = manager("Batteries bridge the night.");
export const SolarSpecialist = specialist("Roofs are free.");
export const WindSpecialist = specialist("Winters are windy.");
export const BatterySpecialist = specialist("Prices fall.");
