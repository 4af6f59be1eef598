import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

export const Host: RehearsalFunction = () => ({ content: "Yes." });
