import type { CompiledModels } from "./compile-models.ts";
import type { Part } from "./definition-parts.ts";
import type { OrchestratorFile } from "../files/orchestrator-file.ts";
import type { UiConfigFile } from "../files/ui-config-file.ts";
import type { SchemaChecker } from "../source/json-schema.ts";
import type { KnownNames } from "./known-names.ts";
import type { Manifest, VariableManifest } from "../manifest.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";
import { reportSchema } from "../source/schema-report.ts";
import { isObject } from "./strict-schema.ts";

type Head = Omit<Manifest, "agents" | "handoffs" | "variables" | "tools" | "outputs" | "rehearsed" | "visual_agents">;

/** What orchestrator.yaml says, with defaults. */
export function compileOrchestrator(
  workflowId: string,
  part: Part<OrchestratorFile>,
  variables: readonly VariableManifest[],
  { names, models }: { names: KnownNames; models: CompiledModels },
  checker: SchemaChecker,
  report: Report,
): Head {
  const given: Partial<OrchestratorFile> = part.state === "ok" ? part.value : {};
  checkNames(part, variables, names, checker, report);
  return {
    format: 1,
    workflow_id: workflowId,
    title: given.workflow_name ?? workflowId,
    ...(given.description != null && { description: given.description }),
    startup_mode: given.startup_mode ?? "UserDriven",
    pattern: given.orchestration_pattern ?? "DefaultPattern",
    manager: models.defaults,
    human_in_the_loop: given.human_in_the_loop ?? false,
    max_turns: given.max_turns ?? 20,
    ...(given.max_duration_s != null && { max_duration_ms: Math.round(given.max_duration_s * 1_000) }),
    ...(given.initial_agent != null && { initial_agent: given.initial_agent }),
    ...(given.initial_message != null && { initial_message: given.initial_message }),
    ...(given.initial_message_to_user != null && { initial_message_to_user: given.initial_message_to_user }),
    suggestions: given.suggestions ?? [],
    entry_point: given.entry_point ?? false,
    ...(given.input_schema != null && { input_schema: given.input_schema }),
    ...(given.output != null && { output: given.output }),
  };
}

/** Agents whose text people see; as in the original, an empty list means all. */
export function compileVisualAgents(part: Part<UiConfigFile>, names: KnownNames): Pick<Manifest, "visual_agents"> {
  if (part.state !== "ok") return {};
  const agents = part.value.visual_agents ?? [];
  for (const [index, agent] of agents.entries()) names.requireAgent(agent, part.source, ["visual_agents", index]);
  return agents.length === 0 ? {} : { visual_agents: agents };
}

function checkNames(
  part: Part<OrchestratorFile>,
  variables: readonly VariableManifest[],
  names: KnownNames,
  checker: SchemaChecker,
  report: Report,
): void {
  if (part.state !== "ok") return;
  const { source, value } = part;
  if (value.initial_agent != null) names.requireAgent(value.initial_agent, source, ["initial_agent"]);
  if (value.orchestration_pattern === "ManualPattern" && value.human_in_the_loop !== true)
    report.error(
      source.at(["orchestration_pattern"]),
      "key.conflict",
      "In ManualPattern a person chooses who speaks.",
      "Add `human_in_the_loop: true`.",
    );
  if (value.output != null && names.variables && names.models) {
    const known = [...names.variables, ...names.models];
    if (!known.includes(value.output))
      report.error(
        source.at(["output"]),
        "name.unknown",
        `There is no variable or model ${JSON.stringify(value.output)}.`,
        suggest(value.output, known, "Declare it."),
      );
  }
  if (value.input_schema == null || !reportSchema(value.input_schema, source, ["input_schema"], checker, report))
    return;
  if (value.input_schema["type"] !== "object")
    report.error(source.at(["input_schema"]), "schema.invalid", "The input must be an object.", "Add `type: object`.");
  const { properties } = value.input_schema;
  const states = variables.filter((variable) => variable.source === "state").map(({ name }) => name);
  for (const name of isObject(properties) && names.variables ? Object.keys(properties) : [])
    if (!states.includes(name))
      report.error(
        source.atKey(["input_schema", "properties", name]),
        "name.unknown",
        `The input ${JSON.stringify(name)} is not a state variable.`,
        suggest(name, states, "Declare it in context_variables.yaml."),
      );
}
