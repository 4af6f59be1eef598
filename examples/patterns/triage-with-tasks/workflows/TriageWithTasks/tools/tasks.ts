import type { ToolContext } from "@mozaiks/ai-runtime/tool";

interface Result {
  index: number;
  result: string;
}

export function initiateTasks(args: { research_tasks: string[]; writing_tasks: string[] }, { context }: ToolContext) {
  for (const [kind, tasks] of [["research", args.research_tasks] as const, ["writing", args.writing_tasks] as const]) {
    context.set(`${kind}_tasks`, tasks);
    context.set(`${kind}_results`, []);
    context.set(`${kind}_index`, tasks.length > 0 ? 0 : -1);
    context.set(`${kind}_done`, tasks.length === 0);
  }
  return { tasks: args.research_tasks.length + args.writing_tasks.length };
}

export function completeResearch(args: Result, tool: ToolContext) {
  return complete("research", args, tool);
}

export function completeWriting(args: Result, tool: ToolContext) {
  return complete("writing", args, tool);
}

/** Only the task that is next can be completed: nothing is skipped and nothing done twice. */
function complete(kind: string, { index, result }: Result, { context }: ToolContext) {
  const next = Number(context.get(`${kind}_index`));
  if (index !== next) throw new Error(`task ${index} is not next; task ${next} is`);
  const tasks = list(context.get(`${kind}_tasks`));
  const isLast = index + 1 >= tasks.length;
  context.set(`${kind}_results`, [...list(context.get(`${kind}_results`)), result]);
  context.set(`${kind}_index`, isLast ? -1 : index + 1);
  context.set(`${kind}_done`, isLast);
  return { left: tasks.length - index - 1 };
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
