import type { RehearsalFunction, RehearsalTurn } from "@mozaiks/ai-runtime/tool";

/** Takes a topic, writes what the others came to, and has doubts checked. */
export const Editor: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  const text = last?.content ?? "";
  if (last?.role === "tool")
    return last.name === "take_topic"
      ? { content: "I will have it talked over." }
      : { content: string(context["piece"]) };
  if (text.startsWith("FactChecker: ")) return { content: text.replace("FactChecker: ", "I had it checked. ") };
  if (text.startsWith("Researcher: ")) {
    const facts = text.split("\n\n").flatMap((line) => /^Researcher: (.*)$/.exec(line)?.[1] ?? []);
    return { toolCalls: [{ name: "keep_piece", arguments: { text: facts.join(" ") } }] };
  }
  const topic = /about ([\w ]+)/i.exec(text)?.[1]?.trim();
  if (topic !== undefined) return { toolCalls: [{ name: "take_topic", arguments: { topic } }] };
  if (/sure|really|true/i.test(text) && context["piece"] !== null) return { handoffTo: "FactChecker" };
  return { content: "Name a topic, for example *A short piece about owls*." };
};

export const Researcher: RehearsalFunction = (turn) => ({
  content: said(turn, "assistant") === 0 ? `There is much to say about ${topicOf(turn)}.` : "It is best seen at dusk.",
});

export const Critic: RehearsalFunction = (turn) => ({
  content: said(turn, "assistant") === 0 ? "Say when." : "That will do.",
});

export const FactChecker: RehearsalFunction = ({ messages }) => ({
  content: `“${messages.at(-1)?.content ?? ""}” I find nothing against it.`,
});

function said({ messages }: RehearsalTurn, role: string): number {
  return messages.filter((message) => message.role === role).length;
}

function topicOf({ messages }: RehearsalTurn): string {
  return /about (.*) is to be/.exec(messages[0]?.content ?? "")?.[1] ?? "it";
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}
