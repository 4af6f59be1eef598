import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

/** What the model says to one juror: the first two are kind to tomatoes, and nobody agrees about tea. */
export const Foreman: RehearsalFunction = ({ messages }) => {
  const question = messages.at(-2)?.content ?? "";
  const juror = Number(/juror (\d)/.exec(messages.at(-1)?.content ?? "")?.[1]);
  const isTomato = /tomato/i.test(question);
  const verdict = (isTomato ? juror <= 2 : juror === 3) ? "yes" : "no";
  return { structured: { verdict, reason: isTomato ? "to a botanist it is a berry" : "it depends on the hour" } };
};
