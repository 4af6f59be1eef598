import { loadAgain } from "../../core/load-again.ts";
import { isUITool, type UITool } from "../../ui-tools/define-ui-tool.ts";
import { coreTools } from "./core-tools.ts";
import type { UIToolSources } from "../ui-tools-context.ts";

export interface FoundUITool {
  readonly tool: UITool;
  /** It was written by others: it is drawn in the host's document, where the host's styles reach it. */
  readonly isForeign: boolean;
}

/** The tool of that name that is there without loading anything. */
export function findHostTool(sources: UIToolSources, component: string): FoundUITool | undefined {
  const tool = sources.host.find(({ name }) => name === component);
  return tool && { tool, isForeign: true };
}

/**
 * The tool of that name: the host's, the workflow's, or the chat's own. Undefined when nobody has it.
 * @throws TypeError when the workflow's component is no UI tool; whatever loading it throws.
 */
export async function loadUITool(
  sources: UIToolSources,
  component: string,
  workflow: { readonly workflow_id: string; readonly version: string } | undefined,
): Promise<FoundUITool | undefined> {
  const host = findHostTool(sources, component);
  if (host) return host;
  const core = Object.hasOwn(coreTools, component) ? coreTools[component] : undefined;
  if (core) return { tool: await loadAgain(core), isForeign: false };
  // A component of a workflow is named after its file: a name with a dot can only be a host's.
  if (!workflow || !sources.loadWorkflow || component.includes(".")) return undefined;
  const components = await sources.loadWorkflow(workflow.workflow_id, workflow.version);
  const tool = Object.hasOwn(components, component) ? components[component] : undefined;
  if (tool === undefined) return undefined;
  if (!isUITool(tool))
    throw new TypeError(`components/${component}.tsx must export defineUITool({ name, render, … }) by default`);
  return { tool, isForeign: true };
}
