import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const technology = /\b(router|computer|phone|software|password|wifi|code)\b/i;
const finance = /\b(money|rate|loan|bank|invest\w*|tax(es)?)\b/i;

export const Router: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "One moment, the right specialist takes over." };
  const question = last?.content ?? "";
  if (question.length < 12) return { content: "Gladly. What is it about: technology, money, or something else?" };
  const domain = technology.test(question) ? "technology" : finance.test(question) ? "finance" : "general";
  return { toolCalls: [{ name: "route", arguments: { domain, confidence: 9 } }] };
};

function specialist(answer: string): RehearsalFunction {
  return ({ messages }) => {
    const last = messages.at(-1);
    if (last?.role === "tool") return { content: answer };
    return { toolCalls: [{ name: "mark_answered", arguments: {} }] };
  };
}

export const TechnologySpecialist = specialist("Turn it off, wait ten seconds, and turn it on again.");
export const FinanceSpecialist = specialist("Compare what each choice costs over its whole life.");
export const GeneralSpecialist = specialist("Start small, and see what you learn from it.");
