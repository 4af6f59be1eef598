import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

export const Riddler: RehearsalFunction = () => ({ content: "What has teeth and cannot bite? A comb." });
export const Scholar: RehearsalFunction = () => ({ content: "Honey does not spoil, not in three thousand years." });
export const Jester: RehearsalFunction = () => ({ content: "I told my plants a joke. They are still growing on it." });
