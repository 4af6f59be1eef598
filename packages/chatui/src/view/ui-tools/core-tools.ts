import type { UITool } from "../../ui-tools/define-ui-tool.ts";

/** The chat's own components, each loaded when it is first shown. */
export const coreTools: Readonly<Record<string, () => Promise<UITool>>> = {
  "core.card": async () => (await import("./core/card-tool.tsx")).cardTool,
  "core.chart": async () => (await import("./core/chart-tool.tsx")).chartTool,
  "core.code": async () => (await import("./core/code-tool.tsx")).codeTool,
  "core.confirm": async () => (await import("./core/confirm-tool.tsx")).confirmTool,
  "core.diff": async () => (await import("./core/diff-tool.tsx")).diffTool,
  "core.file-tree": async () => (await import("./core/file-tree-tool.tsx")).fileTreeTool,
  "core.form": async () => (await import("./core/form-tool.tsx")).formTool,
  "core.image": async () => (await import("./core/image-tool.tsx")).imageTool,
  "core.list": async () => (await import("./core/list-tool.tsx")).listTool,
  "core.markdown": async () => (await import("./core/markdown-tool.tsx")).markdownTool,
  "core.progress": async () => (await import("./core/progress-tool.tsx")).progressTool,
  "core.steps": async () => (await import("./core/steps-tool.tsx")).stepsTool,
  "core.table": async () => (await import("./core/table-tool.tsx")).tableTool,
};
