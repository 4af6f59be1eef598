import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const experts: readonly (readonly [name: string, topic: RegExp])[] = [
  ["Transport", /get to|train|flight|travel/i],
  ["Lodging", /sleep|stay|hotel/i],
  ["Food", /eat|food|dinner/i],
];

/** Stands in for the manager model: whoever the last question concerns and who has not answered it yet, then the person. */
export const manager: RehearsalFunction = ({ messages }) => {
  const asked = messages.findLastIndex(({ content }) => /\?/.test(content));
  const question = messages[asked]?.content ?? "";
  const answered = messages.slice(asked + 1).map(({ content }) => content);
  const next = experts.find(
    ([name, topic]) => topic.test(question) && !answered.some((content) => content.startsWith(`${name}: `)),
  );
  return { structured: { speaker: next?.[0] ?? "user" } };
};

export const Transport: RehearsalFunction = () => ({ content: "Take the night train: you arrive at nine, rested." });
export const Lodging: RehearsalFunction = () => ({ content: "The guest house at the river has rooms from 60 euros." });
export const Food: RehearsalFunction = () => ({ content: "Grilled sardines, two streets up the hill." });
