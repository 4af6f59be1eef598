import { createContext } from "react";
import type { UITool } from "../ui-tools/define-ui-tool.ts";

/** Where UI tools come from, besides the chat's own. */
export interface UIToolSources {
  /** The host's: they win over everything. */
  readonly host: readonly UITool[];
  /** The components of a workflow by name, where the page can fetch them; they win over the chat's own. */
  readonly loadWorkflow?: (workflowId: string, version: string) => Promise<Readonly<Record<string, unknown>>>;
}

export const UIToolsContext = createContext<UIToolSources>({ host: [] });
