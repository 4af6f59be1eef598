import type { ToolContext } from "@mozaiks/ai-runtime/tool";

/** Adds a note to those that the session knows. */
export function addNote(args: { text: string }, { context }: ToolContext) {
  const notes = context.get("notes");
  const all = [...(Array.isArray(notes) ? notes : []), args.text];
  context.set("notes", all);
  return { count: all.length };
}

export function finishNotes(_args: object, { context }: ToolContext) {
  context.set("finished", true);
  return { handoff_to: "Editor" };
}
