import type { Part } from "./definition-parts.ts";
import type { ContextVariablesFile } from "../files/context-variables-file.ts";
import type { SchemaChecker } from "../source/json-schema.ts";
import type { ToolManifest, VariableManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";

/** The tool of an `external` variable is called without an agent: it takes no arguments and may run again after a crash. */
export function checkExternals(
  part: Part<ContextVariablesFile>,
  variables: readonly VariableManifest[],
  tools: readonly ToolManifest[],
  checker: SchemaChecker,
  report: Report,
): void {
  if (part.state !== "ok") return;
  for (const [index, { tool: name }] of variables.entries()) {
    const tool = tools.find((each) => each.name === name);
    const problem = tool && mistakeOf(tool, checker, report);
    if (problem) report.error(part.source.at(["definitions", index, "source", "tool"]), "value.invalid", ...problem);
  }
}

function mistakeOf(
  tool: ToolManifest,
  checker: SchemaChecker,
  report: Report,
): [message: string, fix: string] | undefined {
  if (tool.kind === "workflow") return [`${tool.name} opens a session.`, "Name a tool that answers by itself."];
  if (tool.kind === "ui") return [`${tool.name} asks a person.`, "Name a tool that answers by itself."];
  if (!tool.idempotent)
    return [`${tool.name} is not idempotent, and may run again after a crash.`, "Add `idempotent: true` to the tool."];
  if (tool.requires_approval !== undefined)
    return [`${tool.name} needs an approval, and nobody is there to give it.`, "Name a tool that needs none."];
  if (report.hasErrors()) return undefined;
  const misfit = checker.misfit(tool.parameters, {});
  if (misfit !== undefined)
    return [`${tool.name} is called without arguments, which ${misfit}.`, "Give it no required parameters."];
  return undefined;
}
