import type { ToolContext } from "@mozaiks/ai-runtime/tool";

export function startResearch(args: { topic: string }, { context }: ToolContext) {
  context.set("topic", args.topic);
  context.set("task_started", true);
  return { started: true };
}

export function completeResearch(args: { text: string }, tool: ToolContext) {
  return add(tool, "findings", subjectOf(tool, "Specialist"), args.text);
}

export function compileSection(args: { text: string }, tool: ToolContext) {
  return add(tool, "report_sections", subjectOf(tool, "Manager"), args.text);
}

export function compileReport(args: { text: string }, { context }: ToolContext) {
  context.set("final_report", args.text);
  return { done: true };
}

/** `solar` of the SolarSpecialist. */
function subjectOf({ session }: ToolContext, role: string): string {
  return session.agent.replace(role, "").toLowerCase();
}

function add({ context }: ToolContext, variable: string, subject: string, text: string) {
  context.set(variable, Object.assign({}, context.get(variable), { [subject]: text }));
  context.set(`${subject}_completed`, true);
  return { done: subject };
}
