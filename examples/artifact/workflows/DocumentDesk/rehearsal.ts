import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

/** Begins a document with the first message, and appends a section for every further one. */
export const Writer: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    if (last.name === "write_document") return { content: "Here is a first draft. What shall I add?" };
    return { content: "Added." };
  }
  const [said = ""] = (last?.content ?? "").trim().split(/[.!]*\n|[.!]+$/);
  const artifacts = Array.isArray(context["artifacts"]) ? context["artifacts"] : [];
  if (artifacts.length > 0) {
    const text = said.replace(/^(please )?add (that )?/i, "");
    return { toolCalls: [{ name: "add_section", arguments: { heading: "Also", text: `${text}.` } }] };
  }
  const attached = attachedText(last?.content ?? "");
  const sections = [
    { heading: "What it is", text: `${said}.` },
    attached === undefined
      ? { heading: "When and where", text: "To be said." }
      : { heading: "From your file", text: attached },
  ];
  return { toolCalls: [{ name: "write_document", arguments: { title: said, sections } }] };
};

/** The text of a file that came with a message, as agents read it. */
function attachedText(content: string): string | undefined {
  return /\n\nAttached "[^"]*" \(text\/[^)]*\):\n([^]*)$/.exec(content)?.[1]?.trim();
}
