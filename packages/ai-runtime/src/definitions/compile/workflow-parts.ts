import type { z } from "zod";
import { type Part, readPart } from "./definition-parts.ts";
import { AgentsFile } from "../files/agents-file.ts";
import { ContextVariablesFile } from "../files/context-variables-file.ts";
import { HandoffsFile } from "../files/handoffs-file.ts";
import { HooksFile } from "../files/hooks-file.ts";
import { OrchestratorFile } from "../files/orchestrator-file.ts";
import { StructuredOutputsFile } from "../files/structured-outputs-file.ts";
import { ToolsFile } from "../files/tools-file.ts";
import { UiConfigFile } from "../files/ui-config-file.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** The files of a workflow, by name without ending. */
const bases = [
  "orchestrator",
  "agents",
  "handoffs",
  "context_variables",
  "structured_outputs",
  "tools",
  "hooks",
  "ui_config",
] as const;

export interface WorkflowParts {
  readonly orchestrator: Part<OrchestratorFile>;
  readonly agents: Part<AgentsFile>;
  readonly handoffs: Part<HandoffsFile>;
  readonly variables: Part<ContextVariablesFile>;
  readonly outputs: Part<StructuredOutputsFile>;
  readonly tools: Part<ToolsFile>;
  readonly hooks: Part<HooksFile>;
  readonly ui: Part<UiConfigFile>;
}

/** The names a workflow's main file may have. */
export const orchestratorNames = ["orchestrator.yaml", "orchestrator.yml", "orchestrator.json"] as const;

/** Reads every definition file of a folder and reports files that are missing, unknown or not supported. */
export function readParts(folder: WorkflowFolder, report: Report): WorkflowParts {
  const part = <T>(base: (typeof bases)[number], schema: z.ZodType<T>): Part<T> =>
    readPart(folder, base, schema, report);
  const orchestrator = part("orchestrator", OrchestratorFile);
  const agents = part("agents", AgentsFile);
  reportOtherFiles(folder, report);
  if (orchestrator.state === "absent")
    report.error(folder.start("orchestrator.yaml"), "file.missing", "orchestrator.yaml is missing.", "Create it.");
  if (agents.state === "absent")
    report.error(folder.start("agents.yaml"), "file.missing", "agents.yaml is missing.", "Create it with `agents:`.");
  return {
    orchestrator,
    agents: agents.state === "absent" ? { state: "broken" } : agents,
    handoffs: part("handoffs", HandoffsFile),
    variables: part("context_variables", ContextVariablesFile),
    outputs: part("structured_outputs", StructuredOutputsFile),
    tools: part("tools", ToolsFile),
    hooks: part("hooks", HooksFile),
    ui: part("ui_config", UiConfigFile),
  };
}

function reportOtherFiles(folder: WorkflowFolder, report: Report): void {
  for (const name of folder.files.keys()) {
    const base = /^([^/]+)\.(?:ya?ml|json)$/.exec(name)?.[1];
    if (
      base === undefined ||
      (bases as readonly string[]).includes(base) ||
      base === "package" ||
      base.startsWith("tsconfig")
    )
      continue;
    if (base === "workflow")
      report.error(
        folder.start(name),
        "feature.not-supported",
        `${name} is not supported by this version.`,
        "Remove it.",
      );
    else
      report.warning(
        folder.start(name),
        "file.unknown",
        `${name} is not a file of a workflow.`,
        suggest(base, bases, "Remove it or move it into a folder."),
      );
  }
}
