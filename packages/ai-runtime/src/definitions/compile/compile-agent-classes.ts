import { agentExport } from "../definition-code.ts";
import type { AgentsFile } from "../files/agents-file.ts";
import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";
import type { CodeExport } from "./compile-code.ts";
import type { Part } from "./definition-parts.ts";
import { findImplementation } from "./tool-files.ts";

/** The classes that reply in place of a model, of agents that have one. */
export function compileAgentClasses(
  part: Part<AgentsFile>,
  folder: WorkflowFolder,
  report: Report,
): readonly CodeExport[] {
  if (part.state !== "ok") return [];
  const { source, value } = part;
  return value.agents.flatMap(({ name, class: written }, index): readonly CodeExport[] => {
    if (written == null) return [];
    const path = ["agents", index, "class"];
    const found = findImplementation(written, folder, source, path, report, "Export");
    if (!found) return [];
    const what = `agent ${name}`;
    return [
      { file: found.file, name: found.function, as: agentExport(name), what, kind: "class", place: source.at(path) },
    ];
  });
}
