import { formatDiagnostic, type LoadedWorkflow, loadWorkflow } from "@mozaiks/ai-runtime";
import { CliError } from "./failure.ts";

/**
 * The workflow of a folder.
 * @throws CliError `definition.invalid` with the first of its mistakes.
 */
export async function loadOneWorkflow(folder: string): Promise<LoadedWorkflow> {
  const load = await loadWorkflow(folder);
  if (load.ok) return load;
  const first = load.diagnostics.find(({ severity }) => severity === "error");
  throw new CliError("definition.invalid", first ? formatDiagnostic(first) : `${folder} holds no workflow`, {
    fix: "mozaiks validate shows file, line and fix of every mistake",
  });
}
