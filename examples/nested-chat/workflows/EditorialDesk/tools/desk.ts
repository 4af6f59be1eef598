import type { ToolContext } from "@mozaiks/ai-runtime/tool";

export function takeTopic({ topic }: { topic: string }, { context }: ToolContext) {
  context.set("topic", topic);
  context.set("piece", null);
  return { topic };
}

export function keepPiece({ text }: { text: string }, { context }: ToolContext) {
  context.set("piece", text);
  return { kept: true };
}
