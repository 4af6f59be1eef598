import type { ToolFunction } from "@mozaiks/ai-runtime/tool";

export const enter: ToolFunction<{ readonly row: string }> = ({ row }, { context }) => {
  context.set("entry", { row });
  return Promise.resolve({ row });
};
