import type { Diagnostic } from "./source/diagnostic.ts";
import { compareDiagnostics } from "./source/diagnostic.ts";
import { loadScenarios } from "./load-scenarios.ts";
import { loadWorkflows } from "./load-workflows.ts";

/** What `mozaiks validate` prints. */
export interface Validation {
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly workflows: readonly {
    readonly workflow_id: string;
    readonly folder: string;
    readonly valid: boolean;
    readonly version?: string;
  }[];
  readonly errors: number;
  readonly warnings: number;
}

/** Validates the workflow in a folder, or every workflow below it, and its scenarios. Runs none of their code; never rejects. */
export async function validateFolder(path: string): Promise<Validation> {
  const { loads, diagnostics } = await loadWorkflows([path]);
  const nothing: Diagnostic[] =
    loads.length === 0 && diagnostics.length === 0
      ? [
          {
            file: path,
            line: 1,
            column: 1,
            severity: "error",
            code: "workflow.none",
            message: "There is no workflow in the folder.",
            fix: "A workflow is a folder with an orchestrator.yaml.",
          },
        ]
      : [];
  const loaded = loads.filter((load) => load.ok);
  const scenarios = await Promise.all(loaded.map(loadScenarios));
  const all = [...nothing, ...diagnostics, ...scenarios.flatMap((each) => each.diagnostics)].toSorted(
    compareDiagnostics,
  );
  return {
    diagnostics: all,
    workflows: loads.map((load) => ({
      workflow_id: load.workflow_id,
      folder: load.folder,
      valid: load.ok,
      ...(load.ok && { version: load.stored.version }),
    })),
    errors: all.filter(({ severity }) => severity === "error").length,
    warnings: all.filter(({ severity }) => severity === "warning").length,
  };
}
