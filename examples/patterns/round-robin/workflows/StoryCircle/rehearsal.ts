import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

export const Opener: RehearsalFunction = ({ messages }) => ({
  content: `It began with this: ${messages.findLast(({ role }) => role === "user")?.content ?? "nothing"}.`,
});
export const Twister: RehearsalFunction = () => ({ content: "But nobody had told the cat." });
export const Closer: RehearsalFunction = ({ messages }) => {
  const isOver = messages.some(({ content }) => /\bthe end\b/i.test(content));
  return { content: isOver ? "And so they slept. The end." : "And so they waited for the morning." };
};
