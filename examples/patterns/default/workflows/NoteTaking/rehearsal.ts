import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

export const Assistant: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "Noted. What else?" };
  const text = last?.content.trim() ?? "";
  if (/^done\b/i.test(text)) return { toolCalls: [{ name: "finish_notes", arguments: {} }] };
  return { toolCalls: [{ name: "add_note", arguments: { text } }] };
};

export const Editor: RehearsalFunction = ({ context }) => {
  const notes = Array.isArray(context["notes"]) ? (context["notes"] as string[]) : [];
  return { content: `Your list:\n${notes.map((note: string) => `- ${note}`).join("\n")}\n\nWell done!` };
};
