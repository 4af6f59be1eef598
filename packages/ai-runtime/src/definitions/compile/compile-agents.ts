import { agentExport } from "../definition-code.ts";
import type { Part } from "./definition-parts.ts";
import type { CompiledModels } from "./compile-models.ts";
import { compilePrompt } from "./compile-prompt.ts";
import type { AgentEntry, AgentsFile } from "../files/agents-file.ts";
import type { ContextVariablesFile } from "../files/context-variables-file.ts";
import type { StructuredOutputsFile } from "../files/structured-outputs-file.ts";
import type { KnownNames } from "./known-names.ts";
import type { AgentManifest, VariableManifest } from "../manifest.ts";
import type { CompiledTools } from "./compile-tools.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** What agents are made of, beside agents.yaml. */
export interface AgentSurroundings {
  readonly folder: WorkflowFolder;
  readonly names: KnownNames;
  readonly tools: CompiledTools;
  readonly variables: readonly VariableManifest[];
  readonly exposures: Part<ContextVariablesFile>;
  readonly registry: Part<StructuredOutputsFile>;
  readonly models: CompiledModels;
}

/** The agents of a workflow, in file order. */
export function compileAgents(
  part: Part<AgentsFile>,
  surroundings: AgentSurroundings,
  report: Report,
): readonly AgentManifest[] {
  const exposed = readExposures(surroundings);
  const registered = readRegistry(surroundings);
  if (part.state !== "ok") return [];
  return part.value.agents.map((entry, index) => {
    const path = ["agents", index];
    const model = surroundings.models.agentModel(entry.llm_config ?? {}, part.source, [...path, "llm_config"]);
    const output = outputOf(entry, registered.get(entry.name), path, part.source, surroundings.names, report);
    const canUpdate = updatesOf(entry, path, part.source, surroundings, report);
    return {
      name: entry.name,
      display_name: entry.display_name ?? entry.name,
      ...(entry.avatar != null && { avatar: entry.avatar }),
      ...(entry.description != null && { description: entry.description }),
      prompt: compilePrompt(entry, path, part.source, surroundings.folder, surroundings.names, report),
      ...model,
      ...(entry.class != null && { class: { name: entry.class, export: agentExport(entry.name) } }),
      ...(output !== undefined && { structured_output: output }),
      ...(entry.max_consecutive_auto_reply != null && { max_consecutive_auto_reply: entry.max_consecutive_auto_reply }),
      tools: toolsOf(entry, path, part.source, surroundings),
      context: contextOf(entry, exposed.get(entry.name) ?? [], path, part.source, surroundings.names),
      ...(canUpdate && { can_update: canUpdate }),
    };
  });
}

function readExposures({ exposures, names }: AgentSurroundings): ReadonlyMap<string, readonly string[]> {
  const exposed = new Map<string, readonly string[]>();
  if (exposures.state !== "ok") return exposed;
  for (const [index, { agent, variables }] of (exposures.value.agents ?? []).entries()) {
    names.requireAgent(agent, exposures.source, ["agents", index, "agent"]);
    for (const [position, variable] of variables.entries())
      names.requireVariable(variable, exposures.source, ["agents", index, "variables", position]);
    exposed.set(agent, [...(exposed.get(agent) ?? []), ...variables]);
  }
  return exposed;
}

function readRegistry({ registry, names }: AgentSurroundings): ReadonlyMap<string, string> {
  const registered = new Map<string, string>();
  if (registry.state !== "ok") return registered;
  for (const [agent, model] of Object.entries(registry.value.registry ?? {})) {
    names.requireAgent(agent, registry.source, ["registry", agent], true);
    if (model === null) continue;
    names.requireModel(model, registry.source, ["registry", agent]);
    registered.set(agent, model);
  }
  return registered;
}

function outputOf(
  { name, structured_output: own }: AgentEntry,
  registered: string | undefined,
  path: SourcePath,
  source: SourceFile,
  names: KnownNames,
  report: Report,
): string | undefined {
  if (own == null) return registered;
  const at = [...path, "structured_output"];
  names.requireModel(own, source, at);
  if (registered !== undefined && registered !== own)
    report.error(
      source.at(at),
      "key.conflict",
      `structured_outputs.yaml registers ${registered} for ${name}.`,
      "Keep one of them.",
    );
  return own;
}

/** Own tools first, in file order, then extra grants. */
function toolsOf(
  entry: AgentEntry,
  path: SourcePath,
  source: SourceFile,
  { tools, names }: AgentSurroundings,
): readonly string[] {
  const own = tools.tools.filter(({ name }) => {
    const agents = tools.grants.get(name) ?? [];
    return agents.includes(entry.name) || agents.includes("*");
  });
  const extra = (entry.tools ?? []).filter((name, index) => names.requireTool(name, source, [...path, "tools", index]));
  return [...new Set([...own.map(({ name }) => name), ...extra])];
}

function contextOf(
  entry: AgentEntry,
  exposed: readonly string[],
  path: SourcePath,
  source: SourceFile,
  names: KnownNames,
): readonly string[] {
  for (const [index, name] of (entry.context ?? []).entries())
    names.requireVariable(name, source, [...path, "context", index]);
  return [...new Set([...(entry.context ?? []), ...exposed])];
}

function updatesOf(
  entry: AgentEntry,
  path: SourcePath,
  source: SourceFile,
  { names, variables }: AgentSurroundings,
  report: Report,
): readonly string[] | undefined {
  if (entry.can_update == null) return undefined;
  for (const [index, name] of entry.can_update.entries()) {
    const at = [...path, "can_update", index];
    if (!names.requireVariable(name, source, at)) continue;
    const variable = variables.find((each) => each.name === name);
    if (names.variables && variable?.source !== "state" && variable?.source !== "data_entity")
      report.error(
        source.at(at),
        "value.invalid",
        `${name} is not a state variable.`,
        "Only variables of state and data_entity can be set.",
      );
  }
  return entry.can_update;
}
