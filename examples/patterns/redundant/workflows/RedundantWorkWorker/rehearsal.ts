import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const ways = new Map([
  ["careful", "done with care"],
  ["creative", "done with wit"],
  ["short", "done in three words"],
]);

export const Worker: RehearsalFunction = ({ context }) => {
  const approach = typeof context["approach"] === "string" ? context["approach"] : "";
  const task = typeof context["task"] === "string" ? context["task"] : "";
  return { content: `${task}, ${ways.get(approach) ?? "done"}` };
};
