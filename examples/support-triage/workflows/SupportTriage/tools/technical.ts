import type { ToolContext } from "@mozaiks/ai-runtime/tool";

const suggestions = [
  "reload the page while holding Shift, which drops the cached copy",
  "sign out, and sign in again in a private window, which rules out extensions",
] as const;

/** The next suggestion, or null after the last. `attempts` is what the escalation rules look at. */
export function suggestFix(_args: object, { context }: ToolContext) {
  const attempts = Number(context.get("attempts") ?? 0);
  context.set("attempts", attempts + 1);
  return { attempt: attempts + 1, suggestion: suggestions[attempts] ?? null };
}
