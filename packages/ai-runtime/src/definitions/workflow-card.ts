import type { WorkflowCard, WorkflowSummary } from "@mozaiks/contracts";
import type { Definition } from "./definition.ts";

/** What `session_state` tells of a workflow. */
export function cardOf({ workflow_id, version, manifest }: Definition): WorkflowCard {
  return {
    workflow_id,
    version,
    title: manifest.title,
    agents: manifest.agents.map(({ name, display_name, avatar }) => ({
      name,
      display_name,
      ...(avatar !== undefined && { avatar }),
    })),
    suggestions: [...manifest.suggestions],
    ...(manifest.pattern === "ManualPattern" && { person_picks: true }),
    ...artifactActions(manifest),
  };
}

function artifactActions({ artifacts = [] }: Definition["manifest"]): Pick<WorkflowCard, "artifact_actions"> {
  const named = artifacts.filter(({ actions }) => actions.length > 0);
  if (named.length === 0) return {};
  const entries = named.map(({ type, actions }) => [type, actions.map(({ name }) => name)] as const);
  return { artifact_actions: Object.fromEntries(entries) };
}

/** What the list of workflows tells: never prompts. */
export function summaryOf({ workflow_id, version, manifest }: Definition): WorkflowSummary {
  return {
    workflow_id,
    version,
    title: manifest.title,
    ...(manifest.description !== undefined && { description: manifest.description }),
    startup_mode: manifest.startup_mode,
    suggestions: [...manifest.suggestions],
    entry_point: manifest.entry_point,
    ...(manifest.input_schema && { input_schema: manifest.input_schema }),
  };
}
