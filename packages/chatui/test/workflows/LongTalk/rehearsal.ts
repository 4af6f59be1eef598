import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

/** Asks with a form, writes an artifact, books with an approval; long-winded all the way. */
export const Guide: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role !== "tool") {
    if (messages.some(({ role }) => role === "tool")) return { content: `${atLength("The way back", 90)}\n\nThe end.` };
    return { content: atLength("The way there", 120), toolCalls: [{ name: "ask_journey", arguments: form }] };
  }
  if (last.name === "ask_journey") {
    const { destination, days } = JSON.parse(last.content) as { destination: string; days: number };
    return {
      content: atLength(`${days} days in ${destination}`, 140),
      toolCalls: [{ name: "write_itinerary", arguments: { destination, days } }],
    };
  }
  if (last.name === "write_itinerary") {
    const content = atLength("What it costs", 60);
    return { content, toolCalls: [{ name: "book", arguments: { destination: "Oslo" } }] };
  }
  return { content: `${atLength("What to pack", 100)}\n\nThat is all of it.` };
};

const form = {
  title: "Where to?",
  fields: [
    { name: "destination", label: "Destination", type: "text", required: true },
    { name: "days", label: "Days", type: "number", required: true },
  ],
};

/** So many words, each with its number, so that one that is missing or doubled can be seen. */
function atLength(subject: string, words: number): string {
  const paragraphs = Array.from({ length: Math.ceil(words / 30) }, (_, paragraph) =>
    Array.from({ length: Math.min(30, words - paragraph * 30) }, (_, word) => `w${paragraph * 30 + word + 1}`).join(
      " ",
    ),
  );
  return [`**${subject}**`, ...paragraphs].join("\n\n");
}
