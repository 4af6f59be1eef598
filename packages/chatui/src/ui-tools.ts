export {
  defineUITool,
  type MountedUITool,
  type StreamingUIToolDefinition,
  type UITool,
  type UIToolDefinition,
  type UIToolMount,
} from "./ui-tools/define-ui-tool.ts";
export type { StandardSchema, UIToolProblem } from "./ui-tools/standard-schema.ts";
export type { FieldStatus, StreamingUIToolProps, UIToolProps } from "./ui-tools/ui-tool-props.ts";
export { useUIToolDraft } from "./view/ui-tools/use-ui-tool-draft.ts";
