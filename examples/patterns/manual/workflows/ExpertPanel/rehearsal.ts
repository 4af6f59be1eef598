import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

export const Lawyer: RehearsalFunction = () => ({ content: "Yes, with a registered kitchen and a label on each jar." });
export const Accountant: RehearsalFunction = () => ({
  content: "The jars cost more than the fruit. Keep the receipts.",
});
export const Marketer: RehearsalFunction = () => ({ content: "The Saturday market: people taste, then they buy two." });
