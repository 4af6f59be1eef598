import type { Diagnostic } from "./source/diagnostic.ts";
import { findWorkflows } from "./find-workflows.ts";
import { loadWorkflow, type WorkflowLoad } from "./load-workflow.ts";

/** Loads every workflow of the roots, each by itself: one that is broken keeps no other from being loaded. */
export async function loadWorkflows(
  roots: readonly string[],
  options: { readonly enabled?: readonly string[] } = {},
): Promise<{ readonly loads: readonly WorkflowLoad[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { folders, diagnostics } = await findWorkflows(roots, options.enabled);
  const loads: WorkflowLoad[] = [];
  for (const { folder } of folders) loads.push(await loadWorkflow(folder));
  return { loads, diagnostics: [...diagnostics, ...loads.flatMap((load) => load.diagnostics)] };
}
