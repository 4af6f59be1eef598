import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const team = ["ProjectManager", "Designer", "Developer", "Tester"];

/** Stands in for the manager model: everybody once in this order, then the person. */
export const manager: RehearsalFunction = ({ messages }) => {
  const texts = messages.map(({ content }) => content);
  const asked = texts.findLastIndex((text) => !team.some((name) => text.startsWith(`${name}: `)));
  const next = team.find((name) => !texts.slice(asked).some((text) => text.startsWith(`${name}: `)));
  return { structured: { speaker: next ?? "user" } };
};

export const ProjectManager: RehearsalFunction = () => ({ content: "Let us find the smallest thing that helps." });
export const Designer: RehearsalFunction = () => ({ content: "One page, one button, big enough for a thumb." });
export const Developer: RehearsalFunction = () => ({ content: "That is two days of work, one of them for the form." });
export const Tester: RehearsalFunction = () => ({
  content: "Two people may book the same hour: I will try exactly that.",
});
